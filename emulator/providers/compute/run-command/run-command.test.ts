import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { required } from '../../../core/test-support.ts';
import { refusal, startTenant, type Tenant } from '../../sdk-test-support.ts';

const resource = 'https://management.azure.com/';
const imds = `http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${resource}`;
let tenant: Tenant;
let recordDir: string;

async function createVm(name: string, windows = false): Promise<string> {
  const vm = await tenant.owner.compute.virtualMachines.createOrUpdate('rg1', name, {
    location: 'westeurope',
    identity: name === 'vm-bare' ? undefined : { type: 'SystemAssigned' },
    hardwareProfile: { vmSize: 'Standard_B2s' },
    storageProfile: {
      osDisk: { createOption: 'FromImage', osType: windows ? 'Windows' : 'Linux' },
    },
    networkProfile: { networkInterfaces: [] },
  });
  return vm.identity?.principalId ?? '';
}

/** stdout and stderr of a script on a machine, through Microsoft's client. */
async function run(name: string, script: string, commandId = 'RunShellScript'): Promise<string> {
  const { value } = await tenant.owner.compute.virtualMachines.runCommand('rg1', name, {
    commandId,
    script: script.split('\n'),
  });
  return (value ?? []).map(({ message }) => message).join('\n');
}

function stdout(text: string): string {
  return required(/\[stdout\]\n([\s\S]*)\n\[stderr\]/.exec(text)?.[1]);
}

beforeAll(async () => {
  recordDir = await mkdtemp(join(tmpdir(), 'keyless-run-command-'));
  tenant = await startTenant({ recordFile: join(recordDir, 'traffic.jsonl') });
});
afterAll(async () => {
  await tenant.emulator.close();
  await rm(recordDir, { recursive: true });
});

it('gets a token of its own machine from IMDS and calls Azure with it, as the seed of every tutorial does', async () => {
  const principalId = await createVm('vm-a');
  tenant.assignRole(principalId, 'Reader', tenant.group);
  const script = `# who am I
TOKEN=$(curl -s -H Metadata:true "${imds}" | jq -r .access_token)
curl -s -H "Authorization: Bearer $TOKEN" '${resource}${tenant.group.slice(1)}/providers/Microsoft.Compute/virtualMachines?api-version=2024-07-01' \\
  | jq -r '.value[].name'`;
  expect(stdout(await run('vm-a', script))).toBe('vm-a\n');
  const token = stdout(
    await run(
      'vm-a',
      `curl -s '${imds}' -H Metadata:true | python3 -c "import sys,json;print(json.load(sys.stdin)['access_token'])"`,
    ),
  ).trim();
  expect(decodeJwt(token)).toMatchObject({ oid: principalId, aud: resource });
  const record = readFileSync(join(recordDir, 'traffic.jsonl'), 'utf8');
  expect(record.includes(token.slice(-200))).toBe(false);
});

it('says what IMDS says when there is no identity', async () => {
  await createVm('vm-bare');
  expect(await run('vm-bare', `curl -s -H Metadata:true '${imds}'`)).toContain('Identity not found');
});

it('shows the last 4,096 bytes', async () => {
  const long = 'x'.repeat(5000);
  expect(stdout(await run('vm-a', `echo ${long}end`))).toBe(`${'x'.repeat(4092)}end\n`);
});

it('needs a running machine, the permission, and one command at a time', async () => {
  const contributor = tenant.withRoles({ role: 'Reader', scope: tenant.group });
  expect(
    await refusal(
      contributor.compute.virtualMachines.runCommand('rg1', 'vm-a', {
        commandId: 'RunShellScript',
        script: [],
      }),
    ),
  ).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  const first = tenant.owner.compute.virtualMachines.runCommand('rg1', 'vm-a', {
    commandId: 'RunShellScript',
    script: ['echo 1'],
  });
  await first.submitted();
  expect(await refusal(run('vm-a', 'echo 2'))).toMatchObject({ status: 409, code: 'Conflict' });
  await first;
  await tenant.owner.compute.virtualMachines.deallocate('rg1', 'vm-a');
  expect(await refusal(run('vm-a', 'echo 3'))).toMatchObject({ status: 409, code: 'OperationNotAllowed' });
});
