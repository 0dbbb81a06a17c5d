import { sameId } from '@/lib/arm/arm-id';
import { breadthOf, scopeKindOf } from '@/lib/arm/scopes';
import { explainProbe } from '@/lib/flow/explain-probe/explain-probe';
import { probeFacts } from '@/lib/flow/explain-probe/probe-facts';
import {
  flowNeedOf,
  flowResourceId,
  isProbeTarget,
  sameTarget,
  targetAtScope,
  targetNames,
} from '@/lib/flow/flow-target';
import type { FlowIdentity, FlowTargetFacts } from '@/lib/flow/seven-steps/flow-input';
import { whyNot } from '@/lib/flow/why-not';
import type { EstateReader, RoleRow } from '@/lib/model/estate-reader';
import type { FlowTarget } from '@/lib/model/flow-target';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { routes } from '@/lib/routes';

/** As many as fit in two lines; any other is chosen by name. */
const maxTargets = 6;

/** Probes that asked for the identity, by name or as the VM's default, newest first. */
export function probesFor(
  probes: readonly ProbeRecord[],
  identity: FlowIdentity,
  isDefault: boolean,
): ProbeRecord[] {
  return probes.filter(({ identityId }) =>
    identityId === '' ? isDefault : sameId(identityId, identity.armId),
  );
}

/** Targets to offer: what was probed, then where roles are assigned, the narrowest first. */
export function offeredTargets(
  estate: EstateReader,
  identity: FlowIdentity,
  probes: readonly ProbeRecord[],
): FlowTarget[] {
  const scopes = new Set<string>();
  visitRoleAssignments(estate, identity.principalId, (row) => {
    const { scope, roleGuid } = estate.roleAssignment(row);
    const permissions = estate.role(roleGuid)?.permissions ?? [];
    // A role for data alone says nothing about lists of Azure Resource Manager.
    const isForData = permissions.length > 0 && permissions.every(({ actions }) => actions.length === 0);
    if (!isForData || targetAtScope(scope)?.kind !== 'arm') scopes.add(scope);
  });
  const narrow = [...scopes].sort(
    (left, right) =>
      breadthOf(scopeKindOf(left)) - breadthOf(scopeKindOf(right)) || left.localeCompare(right),
  );
  const found: FlowTarget[] = [];
  for (const target of [...probes.map((one) => one.target), ...narrow.map(targetAtScope)]) {
    if (target === null || found.some((one) => sameTarget(one, target))) continue;
    // A secret that was tried says more than the vault it is in.
    const within = found.some(
      (one) => !isProbeTarget(target) && sameId(flowResourceId(one), flowResourceId(target)),
    );
    if (!within) found.push(target);
  }
  return found.slice(0, maxTargets);
}

/** Form that assigns a role, or adds an access policy, at the target. */
function assignHref(
  identity: FlowIdentity,
  target: FlowTarget,
  role: { guid: string; name: string } | null,
): string {
  if (role === null) return '';
  const scope = flowResourceId(target);
  const access = [{ kind: 'role', scope, roleGuid: role.guid, roleName: role.name, condition: '' }];
  const query = new URLSearchParams({
    principal: identity.armId,
    page: 'access',
    access: JSON.stringify(access),
  });
  return routes.newRoleAssignment(`?${query}`);
}

/** What is known of the way to one target. `policies` of its vault, where they were read. */
export function targetFacts(
  estate: EstateReader,
  roles: readonly RoleRow[],
  identity: FlowIdentity,
  target: FlowTarget,
  probes: readonly ProbeRecord[],
  policies: ReadonlyMap<string, readonly string[]> | null,
): FlowTargetFacts {
  const { principalId } = identity;
  const isVault = target.kind === 'secret' || target.kind === 'vault';
  const policySecrets = isVault && policies !== null ? (policies.get(principalId.toLowerCase()) ?? []) : null;
  const access = whyNot(estate, roles, { ...flowNeedOf(target), principalId, policySecrets });
  const probe = probes.find((one) => sameTarget(one.target, target)) ?? null;
  const nameAt = (armId: string) => estate.scopeName(armId);
  return {
    target,
    ...targetNames(target, nameAt),
    resource: estate.scopeName(flowResourceId(target)),
    access,
    usesRbac: isVault ? (estate.vaultUsesRbac(flowResourceId(target)) ?? null) : null,
    assignHref: assignHref(identity, target, access.smallestRole),
    probe,
    explanation: probe && explainProbe(probe, probeFacts(estate, roles, probe, { network: null, policies })),
  };
}
