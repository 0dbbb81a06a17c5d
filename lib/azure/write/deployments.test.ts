import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withCallContext } from '@/lib/azure/call-context';
import type { AzureClients } from '@/lib/azure/clients';
import { faultOf } from '@/lib/azure/testing/fault-of';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';
import { stepDeployments } from './deployments';

let azure: EmulatedEstate;
let clients: AzureClients;
let groupId: string;

beforeAll(async () => {
  azure = await startEmulatedEstate({ scenario: 'contoso' });
  clients = azure.clientsOf('owner');
  groupId = `/subscriptions/${azure.subscriptionId('Contoso Prod')}/resourceGroups/rg-web`;
});
beforeEach(() => azure.emulator.faults.clear());
afterAll(() => azure.close());

const template = (type: string, name: string) => ({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [{ type, apiVersion: '2023-01-31', name, location: 'westeurope' }],
});
const identity = (name: string) => template('Microsoft.ManagedIdentity/userAssignedIdentities', name);

describe('what-if', () => {
  it('says what a template would do, asked again when Azure says so', async () => {
    const startedAt = performance.now();
    const lines = await stepDeployments(clients).whatIf(groupId, identity('id-what-if'), {});
    expect(lines).toContain(
      `Create ${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-what-if`,
    );
    // Retry-After is one second here; without it the next question would come after five.
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThanOrEqual(950);
    expect(tookMs).toBeLessThan(4500);
  });

  it('is given up when Azure takes too long', async () => {
    const fault = await faultOf(stepDeployments(clients, 200).whatIf(groupId, identity('id-late'), {}));
    expect(fault).toMatchObject({ code: 'StillRunning', during: 'Ask what a deployment would do' });
    expect(fault.message).not.toContain('took the change');
  });

  it('is given up when its reader leaves, and Azure is asked no more', async () => {
    const reader = new AbortController();
    const asked = withCallContext({ signal: reader.signal, onCall: () => calls++ }, () =>
      faultOf(stepDeployments(clients).whatIf(groupId, identity('id-left'), {})),
    );
    let calls = 0;
    await expect.poll(() => calls).toBeGreaterThan(1);
    reader.abort();
    expect((await asked).code).toBe('Aborted');
    const until = calls;
    await stepDeployments(clients).whatIf(groupId, identity('id-after'), {});
    expect(calls).toBe(until);
  });
});

describe('deploy', () => {
  it('brings the template to its end, and reports on the way', async () => {
    const notes: string[] = [];
    const { deploy, deploymentState } = stepDeployments(clients);
    expect(await deploymentState(groupId, 'keyless-a')).toBeNull();
    await deploy(groupId, 'keyless-a', identity('id-deployed'), {}, (note) => notes.push(note));
    expect(await deploymentState(groupId, 'keyless-a')).toBe('Succeeded');
    expect(notes[0]).toMatch(/^Azure: \w+, \d+ s$/);
  });

  it('tells a template that fails, in the words of the resource that failed', async () => {
    const { deploy } = stepDeployments(clients);
    const body = identity('-not-a-name-');
    const fault = await faultOf(deploy(groupId, 'keyless-b', body, {}, () => {}));
    expect(fault.during).toBe('Deploy keyless-b');
    expect(fault.code).not.toBe('DeploymentFailed');
    expect(fault.message).not.toContain('long-running operation');
  });
});
