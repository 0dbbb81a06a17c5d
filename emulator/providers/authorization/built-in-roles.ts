import type { World } from '../../core/contract/world.ts';
import roles from './built-in-roles.json' with { type: 'json' };

/** Puts Azure's built-in roles (ids, names, permissions and dates as Azure answers them) into the world. */
export function seedBuiltInRoles(world: World): void {
  for (const role of roles) {
    world.roleDefinitions.put({ ...role, description: '', roleType: 'BuiltInRole', assignableScopes: ['/'] });
  }
}
