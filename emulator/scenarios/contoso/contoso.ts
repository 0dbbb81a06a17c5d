import type { Seeded } from '../../core/contract/seeded.ts';
import type { World } from '../../core/contract/world.ts';
import { seedBuiltInRoles } from '../../providers/authorization/built-in-roles.ts';
import type { Random } from '../estate/random.ts';
import { seedActivity } from './activity.ts';
import { Company } from './company.ts';
import { seedDeparting, seedDepartures } from './departed.ts';
import { seedFederatedCredentials } from './federation.ts';
import { seedGuards } from './guards.ts';
import { seedHosts } from './hosts.ts';
import { seedIdentities } from './identities.ts';
import { seedIdentityGroups } from './identity-groups.ts';
import { seedNetworks } from './network.ts';
import { seedOrganization } from './organization.ts';
import { seedPeople } from './people.ts';
import { seedRoleAssignmentsOfPeople } from './role-assignments-people.ts';
import { seedRoleAssignmentsOfSystemAssigned } from './role-assignments-system-assigned.ts';
import { seedRoleAssignmentsOfUserAssigned } from './role-assignments-user-assigned.ts';
import { seedCustomRoles } from './roles.ts';
import { seedSignIns } from './sign-ins.ts';
import { seedStores } from './stores.ts';
import { seedVirtualMachines } from './virtual-machines.ts';

/** Contoso, a company whose identities have grown for four years. README.md in the folder above lists who and what is in it. */
export function seedContoso(world: World, now: number, random: Random): Seeded {
  seedBuiltInRoles(world);
  const company = new Company(world, now, random, seedOrganization(world, random));
  seedPeople(company);
  seedCustomRoles(company);
  seedIdentities(company);
  seedDeparting(company);
  seedNetworks(company);
  seedVirtualMachines(company);
  seedHosts(company);
  seedStores(company);
  seedRoleAssignmentsOfPeople(company);
  seedRoleAssignmentsOfUserAssigned(company);
  seedRoleAssignmentsOfSystemAssigned(company);
  seedIdentityGroups(company);
  seedFederatedCredentials(company);
  seedGuards(company);
  seedSignIns(company);
  // Last, because everything they left behind had to exist while they did.
  seedDepartures(company);
  seedActivity(company);
  return company.seeded;
}
