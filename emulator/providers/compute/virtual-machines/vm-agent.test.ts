import { afterAll, beforeAll, expect, it } from 'vitest';
import { machineIn, runOn } from '../../machine-test-support.ts';
import { refusal, startTenant, type Tenant } from '../../sdk-test-support.ts';

let tenant: Tenant;
const notReady = {
  vmAgentVersion: 'Unknown',
  statuses: [
    {
      code: 'ProvisioningState/Unavailable',
      level: 'Warning',
      displayStatus: 'Not Ready',
      message: 'VM status blob is found but not yet populated.',
    },
  ],
};
const disallowed = {
  status: 409,
  code: 'OperationNotAllowed',
  message: expect.stringContaining(
    'This operation cannot be performed when extension operations are disallowed. To allow, please ensure VM Agent is installed on the VM and the osProfile.allowExtensionOperations property is true.',
  ),
};

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

const view = async (name: string) =>
  (await tenant.owner.compute.virtualMachines.instanceView('rg1', name)).vmAgent;

it('runs commands through an agent that is ready', async () => {
  const machine = await machineIn(tenant, 'vm-ready');
  expect(await view(machine.name)).toMatchObject({
    vmAgentVersion: expect.stringMatching(/^\d/),
    statuses: [{ code: 'ProvisioningState/succeeded', displayStatus: 'Ready' }],
  });
  expect(await runOn(tenant, machine, 'echo hello')).toContain('hello');
});

it('refuses commands without an agent', async () => {
  const machine = await machineIn(tenant, 'vm-agentless', {
    linuxConfiguration: { provisionVMAgent: false },
  });
  expect(await view(machine.name)).toMatchObject(notReady);
  expect(await refusal(runOn(tenant, machine, 'echo hello'))).toMatchObject(disallowed);
});

it('refuses commands where extensions are forbidden', async () => {
  const machine = await machineIn(tenant, 'vm-closed', { allowExtensionOperations: false });
  expect(await view(machine.name)).toMatchObject({ statuses: [{ displayStatus: 'Ready' }] });
  expect(await refusal(runOn(tenant, machine, 'echo hello'))).toMatchObject(disallowed);
});

it('begins a command and fails it when the agent does not report', async () => {
  const machine = await machineIn(tenant, 'vm-7-no-agent');
  expect(await view(machine.name)).toMatchObject(notReady);
  const { message } = await refusal(runOn(tenant, machine, 'echo hello'));
  expect(message).toContain(
    "VM 'vm-7-no-agent' has not reported status for VM agent or extensions. Please verify the VM has a running VM agent, and can establish outbound connections to Azure storage.",
  );
});
