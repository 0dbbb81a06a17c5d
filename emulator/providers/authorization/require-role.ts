import type { RoleDefinition } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { World } from '../../core/contract/world.ts';

/** The role definition with this GUID; RoleDefinitionDoesNotExist otherwise. */
export function requireRoleDefinition(world: World, name: string): RoleDefinition {
  const role = world.roleDefinitions.get(name);
  if (role) return role;
  throw new ArmError(
    404,
    'RoleDefinitionDoesNotExist',
    `The specified role definition with ID '${name.replaceAll('-', '')}' does not exist.`,
  );
}
