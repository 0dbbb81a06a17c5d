import { managementGroupScope } from '../core/contract/arm-id.ts';
import type { Seeded } from '../core/contract/seeded.ts';
import type { World } from '../core/contract/world.ts';
import { seedBuiltInRoles } from '../providers/authorization/built-in-roles.ts';
import { Estate } from './estate/estate.ts';
import type { Random } from './estate/random.ts';

/** A tenant on its first day: the root management group, one subscription, an owner and an application that owns it. */
export function seedEmpty(world: World, now: number, random: Random): Seeded {
  const estate = new Estate(world, now, random);
  seedBuiltInRoles(world);
  world.managementGroups.put({ name: world.tenantId, displayName: 'Tenant Root Group' });
  estate.subscription('Subscription 1', world.tenantId);
  const scope = managementGroupScope(world.tenantId);
  const text = 'Owner on Tenant Root Group (management group)';
  const owner = estate.person('owner', 'Olivia Moreno', 'olivia.moreno@contoso.example', [text], 1);
  estate.authorId = owner.objectId;
  estate.assign({ principalId: owner.objectId, principalType: 'User', role: 'Owner', scope, ageDays: 1 });
  const operator = estate.application('keyless-operator', 1);
  estate.assign({ principalId: operator.objectId, role: 'Owner', scope, ageDays: 1 });
  return estate.seeded;
}
