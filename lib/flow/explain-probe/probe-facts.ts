import { nameOf, sameId } from '@/lib/arm/arm-id';
import { normalScope } from '@/lib/arm/scopes';
import type { EstateReader, RoleRow } from '@/lib/model/estate-reader';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { permissionAllows, permissionAllowsData } from '@/lib/rbac/privilege';
import { type Need, needOf } from '../target-need';
import { whyNot } from '../why-not';
import type { ProbeFacts, ProbeIdentity } from './context';

/** What Azure says of the target itself, where it was asked. */
export interface TargetFacts {
  readonly network: ProbeFacts['network'];
  /** Secret permissions of a vault's access policies, by lower-case object ID; null: not read. */
  readonly policies: ReadonlyMap<string, readonly string[]> | null;
}

export const noTargetFacts: TargetFacts = { network: null, policies: null };

/** Identities the estate shows on a VM, its system-assigned one first; null when the VM is not in it. */
export function identitiesOnVm(estate: EstateReader, machineId: string): ProbeFacts['attached'] {
  const host = estate.hostRow(machineId);
  if (host === undefined) return null;
  return estate.identitiesOf(host).map((row) => {
    const kind = estate.identities.text('kind', row);
    return {
      id: kind === 'system' ? estate.hostId(host) : estate.identityId(row),
      name:
        kind === 'system'
          ? `the system-assigned identity of ${nameOf(machineId)}`
          : nameOf(estate.identityId(row)),
      principalId: estate.principalId(row),
      clientId: estate.clientId(row),
      missing: kind === 'missing',
    };
  });
}

/** The identity a record asked for; for the default the one Azure's rule gives, null when it gives none. */
function askedOf(
  estate: EstateReader,
  record: ProbeRecord,
  attached: ProbeFacts['attached'],
): ProbeIdentity | null {
  const { identityId, machineId } = record;
  if (identityId === '') {
    const index = attached === null ? -1 : defaultIndex(attached, machineId);
    return attached?.[index] ?? null;
  }
  const onVm = attached?.find(({ id }) => sameId(id, identityId));
  if (onVm) return onVm;
  const row = estate.identityRow(identityId);
  return row === undefined
    ? null
    : {
        id: estate.identityId(row),
        name: nameOf(identityId),
        principalId: estate.principalId(row),
        clientId: estate.clientId(row),
      };
}

/**
 * Position of the identity a request without selector gets; -1 when there is none.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-faq
 */
export function defaultIndex(attached: readonly { readonly id: string }[], machineId: string): number {
  const system = attached.findIndex(({ id }) => sameId(id, machineId));
  if (system >= 0) return system;
  return attached.length === 1 ? 0 : -1;
}

/** When the newest role assignment was made that would allow it, whatever the vault's model; -1 for none. Milliseconds. */
function newestRoleAt(estate: EstateReader, principalId: string, { plane, action, scope }: Need): number {
  const at = normalScope(scope);
  const inForce = new Set([at, ...estate.scopesAbove(at)]);
  const allows = plane === 'data' ? permissionAllowsData : permissionAllows;
  let newest = -1;
  visitRoleAssignments(estate, principalId, (row) => {
    const { scope: where, roleGuid } = estate.roleAssignment(row);
    const role = estate.role(roleGuid);
    if (!inForce.has(where) || !role?.permissions.some((one) => allows(one, action))) return;
    newest = Math.max(newest, estate.roleAssignments.number('created', row) * 1000, 0);
  });
  return newest;
}

/** What the estate, and Azure where it was asked, know that bears on a probe's answer. */
export function probeFacts(
  estate: EstateReader,
  roles: Iterable<RoleRow>,
  record: ProbeRecord,
  target: TargetFacts = noTargetFacts,
): ProbeFacts {
  const attached = identitiesOnVm(estate, record.machineId);
  const asked = askedOf(estate, record, attached);
  // A token says whose it is also where the estate does not know.
  const principalId = asked?.principalId || record.result.claims?.oid || '';
  const need = needOf(record.target);
  const policySecrets =
    record.target.kind === 'secret' && target.policies !== null && principalId !== ''
      ? (target.policies.get(principalId.toLowerCase()) ?? [])
      : null;
  return {
    attached,
    asked,
    access: principalId === '' ? null : whyNot(estate, roles, { ...need, principalId, policySecrets }),
    newestRoleAt: principalId === '' ? -1 : newestRoleAt(estate, principalId, need),
    usesRbac: record.target.kind === 'secret' ? (estate.vaultUsesRbac(record.target.vaultId) ?? null) : null,
    policySecrets,
    network: target.network,
    scopeName: (armId) => (armId === '/' ? 'the tenant root' : estate.scopeName(armId)),
  };
}
