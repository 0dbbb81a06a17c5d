import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../sdk-test-support.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const secretValue = 'not-to-be-shown-4711';

let tenant: Tenant;
let folder: string;
/** By name: the ARM id of a VM. `one` has a system-assigned identity, `two` two user-assigned ones. */
const machines = { one: '', two: '' };
let clientId = '';

beforeAll(async () => {
  tenant = await startTenant();
  const { emulator, owner, group, subscriptionId } = tenant;
  folder = await mkdtemp(path.join(tmpdir(), 'keyless-samples-'));
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  const users = await Promise.all(
    ['id-a', 'id-b'].map((name) =>
      owner.identities.userAssignedIdentities.createOrUpdate('rg1', name, { location: 'westeurope' }),
    ),
  );
  clientId = users[1]?.clientId ?? '';
  const attached = Object.fromEntries(users.map(({ id }) => [id ?? '', {}]));
  const blocks = {
    one: { type: 'SystemAssigned' },
    two: { type: 'UserAssigned', userAssignedIdentities: attached },
  };
  for (const name of ['one', 'two'] as const) {
    machines[name] = `${group}/providers/Microsoft.Compute/virtualMachines/vm-${name}`;
    const made = await owner.send('PUT', machines[name], {
      location: 'westeurope',
      properties: { hardwareProfile: { vmSize: 'Standard_D2s_v5' }, networkProfile: {} },
      identity: blocks[name],
    });
    expect(made.status).toBe(201);
  }
  emulator.clock.advance(10_000);
  const own = (await owner.compute.virtualMachines.get('rg1', 'vm-one')).identity?.principalId ?? '';
  const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv-shop`;
  const vaultBody = { location: 'westeurope', properties: { enableRbacAuthorization: true } };
  expect((await owner.send('PUT', `${vault}?api-version=2023-07-01`, vaultBody)).status).toBe(201);
  const account = `${group}/providers/Microsoft.Storage/storageAccounts/stshop`;
  emulator.world.resources.put({
    id: account,
    type: 'Microsoft.Storage/storageAccounts',
    name: 'stshop',
    subscriptionId,
    resourceGroup: 'rg1',
    location: 'westeurope',
    tags: {},
    properties: { allowSharedKeyAccess: false },
    etag: 1,
    createdTime: 0,
    changedTime: 0,
  });
  for (const principal of [own, users[1]?.principalId ?? '']) {
    tenant.assignRole(principal, 'Reader', tenant.scope);
    tenant.assignRole(principal, 'Key Vault Secrets Officer', vault);
    tenant.assignRole(principal, 'Storage Blob Data Contributor', account);
  }
  await fillTargets();
});

afterAll(async () => {
  await tenant.emulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** A secret and a blob, put there by code on a VM, as everything here is reached. */
async function fillTargets(): Promise<void> {
  const setUp = `
import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { ContainerClient } from '@azure/storage-blob';
const credential = new ManagedIdentityCredential();
await new SecretClient('https://kv-shop.vault.azure.net', credential).setSecret('db', '${secretValue}');
const container = new ContainerClient('https://stshop.blob.core.windows.net/exports', credential);
await container.create();
await container.uploadBlockBlob('march.csv', 'a', 1);`;
  const { code, output } = await run('set-up.mjs', setUp, machines.one);
  expect(code, output).toBe(0);
}

interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs a program as code on a VM sees Azure: its metadata service, and the public hosts. */
async function run(file: string, text: string, machine: string): Promise<Ran> {
  const { imds, proxy, caFile } = tenant.emulator.endpoints;
  const at = path.join(folder, file);
  await writeFile(at, text);
  // curl goes to the metadata service past every proxy, so it is told where that address is.
  const user = Buffer.from(`${encodeURIComponent(machine)}:`).toString('base64');
  const { host } = new URL(imds);
  await writeFile(
    path.join(folder, '.curlrc'),
    `connect-to = "169.254.169.254:80:${host}"\nheader = "Proxy-Authorization: Basic ${user}"\n`,
  );
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    PATH: process.env.PATH ?? '',
    HOME: folder,
    CURL_HOME: folder,
    AZURE_POD_IDENTITY_AUTHORITY_HOST: `${imds}${machine}`,
    HTTPS_PROXY: proxy,
    NO_PROXY: '127.0.0.1',
    NODE_EXTRA_CA_CERTS: caFile,
    CURL_CA_BUNDLE: caFile,
  };
  const program = file.endsWith('.mjs') ? process.execPath : file === 'bash.sh' ? 'bash' : 'sh';
  return new Promise((resolve) => {
    execFile(program, [at], { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
}

/** The sample with its placeholders replaced by hand, as a reader would. */
async function sample(target: string, file: string, id: string): Promise<string> {
  const text = await readFile(path.join(root, 'public/samples', target, file), 'utf8');
  return text
    .replace('your-subscription-id', tenant.subscriptionId)
    .replace('your-vault-url', 'https://kv-shop.vault.azure.net')
    .replace('your-secret-name', 'db')
    .replace('your-account-url', 'https://stshop.blob.core.windows.net')
    .replace('your-container', 'exports')
    .replace('your-client-id', id);
}

const answers = {
  arm: /rg1/,
  'key-vault': /Key Vault answered 200|Read db, version \w{32}/,
  storage: /march\.csv/,
};

describe.each(['arm', 'key-vault', 'storage'] as const)('the samples that reach %s', (target) => {
  it.each(['javascript.mjs', 'curl.sh', 'bash.sh'])('%s works with the default identity', async (file) => {
    const { code, output } = await run(file, await sample(target, file, ''), machines.one);
    expect(output).toMatch(answers[target]);
    expect(code).toBe(0);
    expect(output).not.toMatch(new RegExp(`${secretValue}|eyJ[\\w-]{8}`));
  });

  it.each(['javascript.mjs', 'curl.sh', 'bash.sh'])(
    '%s works with a client ID among several',
    async (file) => {
      const { code, output } = await run(file, await sample(target, file, clientId), machines.two);
      expect(output).toMatch(answers[target]);
      expect(code).toBe(0);
    },
  );

  it.each(['javascript.mjs', 'curl.sh', 'bash.sh'])(
    '%s fails without a client ID among several',
    async (file) => {
      const { code, output } = await run(file, await sample(target, file, ''), machines.two);
      expect(code, output).not.toBe(0);
      expect(output).not.toMatch(answers[target]);
    },
  );
});
