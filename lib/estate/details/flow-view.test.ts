import { expect, it } from 'vitest';
import { prod, rg, uami, vm } from '@/lib/audit/testing/estate-words';
import { buildEstate, type EstateDescription, testAsOfMs } from '@/lib/estate/testing/build-estate';
import { standardRoles } from '@/lib/estate/testing/standard-roles';
import { call, record } from '@/lib/flow/explain-probe/testing/probe-words';
import { type FlowQuery, flowHref, noQuery, parseFlowQuery } from '@/lib/flow/flow-href';
import { refused } from '@/lib/flow/seven-steps/testing/flow-words';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { flowSubject, questionOf } from './flow-subject';
import { flowDetailOf, knownOf } from './flow-view';

const [vmId, idA] = [vm('vm-a'), uami('id-a')];
const vault = `${rg}/providers/Microsoft.KeyVault/vaults/kv`;
const role = { principalId: 'pa', role: 'Key Vault Secrets User', scope: vault };

function flowOf(
  description: EstateDescription,
  armId: string,
  query: Partial<FlowQuery> = {},
  probes: readonly ProbeRecord[] = [],
) {
  const estate = buildEstate({
    identities: [{ id: idA, principalId: 'pa' }],
    subscriptions: [
      { subscriptionId: prod.slice(15), name: 'Contoso Prod', managementGroup: '', visible: true },
    ],
    vaults: { [vault]: true },
    ...description,
  });
  const asked = { ...noQuery, ...query };
  const subject = flowSubject(estate, armId, asked);
  if (subject === null) return null;
  const facts = {
    vmActivity: null,
    identityActivity: null,
    principal: refused,
    probes,
  };
  const sources = {
    estate,
    roles: standardRoles,
    tenantName: 'Contoso',
    vaults: [vault],
    facts,
    policies: null,
    now: testAsOfMs,
  };
  const detail = flowDetailOf(sources, subject, asked, knownOf(sources, subject, asked));
  return { detail, question: questionOf(estate, subject) };
}

it('is of the system-assigned identity unless the address names another one of the VM', () => {
  const both = { hosts: [{ id: vmId, system: 'ps', user: [idA] }] };
  const own = flowOf(both, vmId);
  expect(own?.detail.identity).toMatchObject({ armId: vmId, kind: 'system' });
  expect(own?.question).toEqual({ vmId, userAssignedId: '', principalId: 'ps' });
  expect(own?.detail.choices.map(({ name, chosen }) => [name, chosen])).toEqual([
    ['System-assigned', true],
    ['id-a', false],
  ]);
  const other = flowOf(both, vmId, { identity: idA.toUpperCase() });
  expect(other?.detail.identity).toMatchObject({ armId: idA, kind: 'user' });
  expect(other?.question).toEqual({ vmId, userAssignedId: idA, principalId: 'pa' });
});

it('of an identity is on the first VM that has it, and on the one that the address names', () => {
  const two = {
    hosts: [
      { id: vmId, user: [idA] },
      { id: vm('vm-b'), user: [idA] },
    ],
  };
  expect(flowOf(two, idA)?.detail.vm?.name).toBe('vm-a');
  const named = flowOf(two, idA, { vm: vm('vm-b') });
  expect(named?.detail.vm?.name).toBe('vm-b');
  expect(named?.detail.choices.map(({ chosen }) => chosen)).toEqual([false, true]);
});

it('says that an identity on no VM is on none, and offers no probe', () => {
  const found = flowOf({ roleAssignments: [role] }, idA);
  expect(found?.detail.vm).toBeNull();
  expect(found?.detail.flow?.headline).toMatchObject({ state: 'stops', step: 3 });
  expect(found?.detail.probe).toBeNull();
  expect(found?.detail.noProbe).toMatch(/not attached/);
});

it('of a VM without identities has no steps', () => {
  const found = flowOf({ hosts: [{ id: vmId }] }, vmId);
  expect(found?.detail.flow).toBeNull();
  expect(found?.detail.attachHref).toContain('/vms/give-identity?vm=');
});

it('offers what was probed before what roles are assigned on, and a secret in place of its vault', () => {
  const on = { hosts: [{ id: vmId, user: [idA] }], roleAssignments: [role, { ...role, scope: rg }] };
  const without = flowOf(on, idA)?.detail;
  expect(without?.targets.map(({ name, reach }) => `${name} ${reach}`)).toEqual(['kv not tried']);
  expect(without?.noProbe).toMatch(/Choose a secret/);
  const probed = flowOf(on, idA, {}, [record(call(200))])?.detail;
  expect(probed?.targets[0]).toMatchObject({ name: 'db', reach: 'works', chosen: true });
  expect(probed?.targets.map(({ name }) => name)).not.toContain('kv');
  expect(probed?.probe?.steps[0]).toMatchObject({
    kind: 'probe-token',
    input: { machineId: vmId, selector: 'client-id', identityId: idA },
  });
});

it('counts a probe of the default only for the identity that is the default', () => {
  const on = { hosts: [{ id: vmId, system: 'ps', user: [idA] }], roleAssignments: [role] };
  const asDefault = record(call(200), { identityId: '', selector: 'default' });
  expect(flowOf(on, vmId, { identity: idA }, [asDefault])?.detail.targets[0]?.name).toBe('kv');
  expect(flowOf(on, vmId, {}, [asDefault])?.detail.targets[0]?.name).toBe('db');
});

it('has an address that says what it shows, and reads it back', () => {
  const query = { ...noQuery, identity: idA, target: `secret:${vault}/secrets/db`, step: 6 };
  const href = flowHref(vmId, query);
  expect(href).toContain(`target=secret:${vault}/secrets/db&step=6`);
  expect(parseFlowQuery(Object.fromEntries(new URLSearchParams(href.split('?')[1])))).toEqual(query);
  expect(parseFlowQuery({ step: '8', target: ['a', 'b'] })).toEqual({ ...noQuery, target: 'a' });
});
