import { nameOf, sameId } from '@/lib/arm/arm-id';
import type { FlowRepair } from '@/lib/model/identity-flow';
import { routes } from '@/lib/routes';
import type { RoleName } from '../smallest-role-for';
import { targetResourceId } from '../target-need';
import type { ProbeContext } from './context';

/** ARM id under which forms and steps know the identity asked for; '' when that is not known. */
function principalResource({ record, facts }: ProbeContext): string {
  return facts.asked?.id ?? record.identityId;
}

function accessForm(principalResourceId: string, access: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({
    principal: principalResourceId,
    page: 'access',
    access: JSON.stringify([access]),
  });
  return routes.newRoleAssignment(`?${query}`);
}

/** The form that assigns the smallest role that would do at the target; null when it or the identity is not known. */
export function assignRole(at: ProbeContext, role: RoleName | null): FlowRepair | null {
  const principal = principalResource(at);
  if (principal === '' || role === null) return null;
  const scope = targetResourceId(at.record.target);
  const access = { kind: 'role', scope, roleGuid: role.guid, roleName: role.name, condition: '' };
  return { label: `Assign ${role.name} on ${at.resource}`, href: accessForm(principal, access) };
}

/** The form that lets it get secrets by an access policy of the vault. */
export function addVaultPolicy(at: ProbeContext): FlowRepair | null {
  const principal = principalResource(at);
  if (principal === '') return null;
  const scope = targetResourceId(at.record.target);
  const access = { kind: 'policy', scope, roleGuid: '', roleName: '', condition: '' };
  return { label: `Add an access policy to ${at.resource}`, href: accessForm(principal, access) };
}

/** The form that attaches the identity, or enables the VM's own. */
export function attachIdentity({ record }: ProbeContext): FlowRepair {
  const { machineId, identityId } = record;
  const query = new URLSearchParams({ vm: machineId });
  if (identityId !== '' && sameId(identityId, machineId)) {
    query.set('kind', 'system');
    query.set('page', 'which');
    return {
      label: `Enable the system-assigned identity on ${nameOf(machineId)}`,
      href: routes.giveIdentity(`?${query}`),
    };
  }
  query.set('page', 'which');
  if (identityId === '')
    return { label: `Assign an identity to ${nameOf(machineId)}`, href: routes.giveIdentity(`?${query}`) };
  query.set('identity', identityId);
  return {
    label: `Attach ${nameOf(identityId)} to ${nameOf(machineId)}`,
    href: routes.giveIdentity(`?${query}`),
  };
}

/** The VM's page, where identities are detached and attached again. */
export function openVm({ record }: ProbeContext, label: string): FlowRepair {
  return { label, href: routes.host(record.machineId) };
}

/** The role assignment whose condition is in the way. */
export function openRoleAssignment(armId: string): FlowRepair {
  return { label: 'Open the role assignment', href: routes.roleAssignment(armId) };
}
