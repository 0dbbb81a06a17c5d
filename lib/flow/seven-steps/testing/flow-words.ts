import { portalFault } from '@/lib/arm/fault';
import { prod, rg, uami, vm } from '@/lib/audit/testing/estate-words';
import { buildEstate, type EstateDescription, testAsOfMs } from '@/lib/estate/testing/build-estate';
import { standardRoles } from '@/lib/estate/testing/standard-roles';
import type { FlowTarget } from '@/lib/model/flow-target';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { explainProbe } from '../../explain-probe/explain-probe';
import { probeFacts } from '../../explain-probe/probe-facts';
import { vaultId } from '../../explain-probe/testing/probe-words';
import { flowNeedOf } from '../../flow-target';
import { whyNot } from '../../why-not';
import type { FlowIdentity, FlowInput, FlowTargetFacts } from '../flow-input';

// The words that examples of flows are said in.

export const vmId = vm('vm-a');
export const own: FlowIdentity = {
  armId: vmId,
  name: 'vm-a',
  kind: 'system',
  principalId: 'pa',
  clientId: 'client-of-pa',
};
export const idA: FlowIdentity = { ...own, armId: uami('id-a'), name: 'id-a', kind: 'user' };
export const secret: FlowTarget = { kind: 'secret', vaultId, secretName: 'db' };
export const refused = {
  ok: false as const,
  fault: portalFault({ code: 'AuthorizationFailed', status: 403, message: 'You may not.', during: 'Read' }),
};

export const write = {
  operation: 'Microsoft.Compute/virtualMachines/write',
  operationText: 'Create or Update Virtual Machine',
  resourceId: vmId,
  caller: 'olivia@contoso.example',
  correlationId: 'c-1',
  outcome: 'succeeded' as const,
  from: testAsOfMs - 3_600_000,
  until: testAsOfMs - 3_590_000,
};
const byOlivia = { found: true as const, write, certainty: 'read' as const, candidates: [], orOlder: false };

/** What the estate and a probe say of a target. */
export function toward(
  target: FlowTarget,
  given: EstateDescription,
  probe: ProbeRecord | null = null,
): FlowTargetFacts {
  const estate = buildEstate({
    hosts: [{ id: vmId, user: [idA.armId] }],
    identities: [{ id: idA.armId, principalId: 'pa' }],
    subscriptions: [
      { subscriptionId: prod.slice(15), name: 'Contoso Prod', managementGroup: '', visible: true },
    ],
    vaults: { [vaultId]: true },
    ...given,
  });
  return {
    target,
    name: 'db',
    what: 'Secret in kv',
    resource: 'kv',
    access: whyNot(estate, standardRoles, { ...flowNeedOf(target), principalId: 'pa' }),
    usesRbac: true,
    assignHref: '/role-assignments/new',
    probe,
    explanation: probe && explainProbe(probe, probeFacts(estate, standardRoles, probe)),
  };
}

export const assigned: EstateDescription = {
  roleAssignments: [{ principalId: 'pa', role: 'Key Vault Secrets User', scope: rg }],
};

/** A user-assigned identity on its VM, all of it visible, toward a secret it has a role for; what differs is given. */
export function input(more: Partial<FlowInput> = {}): FlowInput {
  return {
    vm: { armId: vmId, name: 'vm-a' },
    identity: idA,
    attached: true,
    imds: { kind: 'user', name: 'id-a', isThis: true },
    onVm: 1,
    subscriptionName: 'Contoso Prod',
    tenantId: 't',
    tenantName: 'Contoso',
    created: { ok: true, value: byOlivia },
    attachedBy: { ok: true, value: byOlivia },
    principal: {
      ok: true,
      value: {
        objectId: 'pa',
        appId: 'client-of-pa',
        displayName: 'id-a',
        type: 'ManagedIdentity',
        alternativeNames: [],
        homeTenantId: '',
        created: testAsOfMs - 3_600_000,
        certificates: [{ from: testAsOfMs, until: testAsOfMs + 90 * 86_400_000 }],
      },
    },
    target: toward(secret, assigned),
    attachHref: '/vms/give-identity',
    ...more,
  };
}
export const system: Partial<FlowInput> = {
  identity: own,
  imds: { kind: 'system', name: 'vm-a', isThis: true },
  attachedBy: null,
};
