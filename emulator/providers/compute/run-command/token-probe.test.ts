import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../../sdk-test-support.ts';
import { blobContainers } from '../../storage/tables.ts';
import { type Asked, arm, claimsBySdk, parametersOf, run, valuesOf } from './token-probe-test-support.ts';

// The files themselves, as whoever runs them on a virtual machine gets them.
const scripts = {
  RunShellScript: readFileSync('public/probe/token-probe.sh', 'utf8'),
  RunPowerShellScript: readFileSync('public/probe/token-probe.ps1', 'utf8'),
};
const secretValue = 'a-value-nobody-may-read';

interface Identity {
  readonly id: string;
  readonly principalId: string;
  readonly clientId: string;
}

let tenant: Tenant;
let recordDir: string;
const identities: Identity[] = [];

beforeAll(async () => {
  recordDir = mkdtempSync(path.join(tmpdir(), 'keyless-probe-'));
  tenant = await startTenant({ recordFile: path.join(recordDir, 'traffic.jsonl') });
  for (const name of ['id-a', 'id-b']) {
    const made = await tenant.owner.identities.userAssignedIdentities.createOrUpdate('rg1', name, {
      location: 'westeurope',
    });
    identities.push({
      id: made.id ?? '',
      principalId: made.principalId ?? '',
      clientId: made.clientId ?? '',
    });
  }
  const vault = `${tenant.group}/providers/Microsoft.KeyVault/vaults/kv-probe`;
  await tenant.owner.send('PUT', `${vault}?api-version=2023-07-01`, {
    location: 'westeurope',
    properties: {
      tenantId: tenant.emulator.endpoints.tenantId,
      sku: { family: 'A', name: 'standard' },
      enableRbacAuthorization: true,
    },
  });
  await tenant.owner.send('PUT', `${vault}/secrets/db?api-version=2023-07-01`, {
    properties: { value: secretValue },
  });
});
afterAll(async () => {
  await tenant.emulator.close();
  rmSync(recordDir, { recursive: true });
});

/** A running virtual machine with these identities; its own principal id, '' for none. */
async function machine(name: string, system: boolean, ...user: number[]): Promise<string> {
  const windows = name.startsWith('win');
  const userAssignedIdentities = Object.fromEntries(user.map((at) => [identities[at]?.id ?? '', {}]));
  const type =
    user.length === 0 ? 'SystemAssigned' : system ? 'SystemAssigned, UserAssigned' : 'UserAssigned';
  const vm = await tenant.owner.compute.virtualMachines.createOrUpdate('rg1', name, {
    location: 'westeurope',
    identity: { type, ...(user.length > 0 ? { userAssignedIdentities } : {}) },
    hardwareProfile: { vmSize: 'Standard_B2s' },
    storageProfile: { osDisk: { createOption: 'FromImage', osType: windows ? 'Windows' : 'Linux' } },
    networkProfile: { networkInterfaces: [] },
  });
  return vm.identity?.principalId ?? '';
}

/** What the script said on the virtual machine, through Microsoft's client. Windows ones are called `win…` here. */
async function probe(name: string, asked: Asked): Promise<Record<string, string>> {
  const windows = name.startsWith('win');
  const commandId = windows ? 'RunPowerShellScript' : 'RunShellScript';
  const { value = [] } = await tenant.owner.compute.virtualMachines.runCommand('rg1', name, {
    commandId,
    script: scripts[commandId].split('\n'),
    parameters: parametersOf(asked),
  });
  const [out = '', wrong] = windows
    ? value.map(({ message }) => message)
    : (/\[stdout\]\n([\s\S]*)\n\[stderr\]\n?([\s\S]*)/.exec(value[0]?.message ?? '') ?? []).slice(1);
  expect(wrong?.trim()).toBe('');
  expect(out).not.toMatch(/eyJ[\w-]+\.eyJ/);
  expect(out).not.toContain(secretValue);
  expect(Buffer.byteLength(out)).toBeLessThan(3500);
  const values = valuesOf(out);
  expect(values).toMatchObject({ 'keyless-probe': '1', end: 'keyless-probe' });
  return values;
}

function claimsOf(values: Record<string, string>) {
  const names = ['aud', 'iss', 'tid', 'oid', 'appid', 'xms_mirid'];
  for (const time of ['iat', 'nbf', 'exp']) expect(values[`claim.${time}`]).toMatch(/^\d{10}$/);
  return Object.fromEntries(names.map((name) => [name, values[`claim.${name}`]]));
}

const resource = 'https://management.azure.com';

describe.each(['vm', 'win'])('on a virtual machine called %s…', (prefix) => {
  it.each<[string, boolean, number[], () => Asked]>([
    ['the system-assigned identity by default', true, [0, 1], () => ({})],
    ['the only user-assigned identity by default', false, [0], () => ({})],
    ['by client ID', true, [0, 1], () => ({ selector: 'client_id', value: identities[1]?.clientId ?? '' })],
    [
      'by object ID',
      false,
      [0, 1],
      () => ({ selector: 'object_id', value: identities[0]?.principalId ?? '' }),
    ],
    ['by resource ID', false, [0, 1], () => ({ selector: 'msi_res_id', value: identities[1]?.id ?? '' })],
  ])('prints the claims Microsoft’s credential gets: %s', async (what, system, user, asked) => {
    const name = `${prefix}-${what.replaceAll(/\W+/g, '-')}`;
    await machine(name, system, ...user);
    const values = await probe(name, { resource, ...asked() });
    expect(values).toMatchObject({
      'imds.status': '200',
      'imds.trouble': '',
      'imds.server': expect.stringMatching(/^IMDS\//),
    });
    expect(claimsOf(values)).toEqual(await claimsBySdk(tenant, name, { resource, ...asked() }));
  });
});

describe.each(['vm', 'win'])('the call from %s…', (prefix) => {
  const vault = 'https://vault.azure.net';
  const secretUrl = 'https://kv-probe.vault.azure.net/secrets/db?api-version=7.4';

  it('reads a secret, says its version, and keeps its value to itself', async () => {
    const principalId = await machine(`${prefix}-secret`, true);
    const refused = await probe(`${prefix}-secret`, { resource: vault, callUrl: secretUrl });
    expect(refused).toMatchObject({
      'call.status': '403',
      'call.code': 'Forbidden',
      'call.innercode': 'ForbiddenByRbac',
      'call.message': expect.stringContaining('Caller is not authorized'),
    });
    tenant.assignRole(principalId, 'Key Vault Secrets User', tenant.group);
    const allowed = await probe(`${prefix}-secret`, { resource: vault, callUrl: secretUrl });
    expect(allowed).toMatchObject({
      'claim.aud': vault,
      'call.url': secretUrl,
      'call.status': '200',
      'call.code': '',
      'call.version': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(Number(allowed['call.ms'])).toBeGreaterThanOrEqual(0);
  });

  it('asks Azure Resource Manager, and says how it refuses', async () => {
    const principalId = await machine(`${prefix}-arm`, true);
    const callUrl = `https://management.azure.com${tenant.group}/resources?api-version=2021-04-01&$top=1`;
    expect(await probe(`${prefix}-arm`, { resource: arm, callUrl })).toMatchObject({
      'call.status': '403',
      'call.code': 'AuthorizationFailed',
      'call.message': expect.stringContaining('does not have authorization to perform action'),
    });
    tenant.assignRole(principalId, 'Reader', tenant.group);
    expect(await probe(`${prefix}-arm`, { resource: arm, callUrl })).toMatchObject({ 'call.status': '200' });
  });

  it('lists a container, and says what Storage says in XML', async () => {
    const principalId = await machine(`${prefix}-blob`, true);
    const account = `${tenant.group}/providers/Microsoft.Storage/storageAccounts/stprobe`;
    await tenant.owner.send('PUT', `${account}?api-version=2023-05-01`, {
      location: 'westeurope',
      sku: { name: 'Standard_LRS' },
      kind: 'StorageV2',
    });
    const { world, clock } = tenant.emulator;
    world
      .table(blobContainers)
      .put({ accountId: account, name: 'exports', createdTime: clock.now(), etag: '"0x1"' });
    const asked = {
      resource: 'https://storage.azure.com/',
      callUrl: 'https://stprobe.blob.core.windows.net/exports?restype=container&comp=list&maxresults=1',
      version: '2021-12-02',
    };
    expect(await probe(`${prefix}-blob`, asked)).toMatchObject({
      'call.status': '403',
      'call.code': 'AuthorizationPermissionMismatch',
      'call.message': expect.stringContaining('not authorized to perform this operation'),
    });
    tenant.assignRole(principalId, 'Storage Blob Data Reader', account);
    expect(await probe(`${prefix}-blob`, asked)).toMatchObject({ 'call.status': '200', 'call.code': '' });
  });

  it('says that there is no such host', async () => {
    await machine(`${prefix}-lost`, true);
    const values = await probe(`${prefix}-lost`, {
      resource: vault,
      callUrl: 'https://kv-none.vault.azure.net/secrets/a?api-version=7.4',
    });
    expect(values).toMatchObject({ 'call.status': '0', 'call.trouble': 'unresolved' });
  });
});

describe.each(['vm', 'win'])('the metadata service of %s…', (prefix) => {
  it('refuses, and the script says how', async () => {
    await machine(`${prefix}-two`, false, 0, 1);
    expect(await probe(`${prefix}-two`, {})).toMatchObject({
      'imds.status': '400',
      'imds.code': 'invalid_request',
      'imds.message': expect.stringContaining('Multiple user assigned identities exist'),
    });
  });

  it.each([
    ['stall', { 'imds.status': '0', 'imds.trouble': 'timeout' }],
    ['refused', { 'imds.status': '0', 'imds.trouble': 'refused' }],
    ['410', { 'imds.status': '410', 'imds.trouble': '' }],
    [
      'proxy',
      {
        'imds.status': '200',
        'imds.trouble': 'proxy',
        'claim.oid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ],
  ] as const)('meets %s', async (kind, expected) => {
    await machine(`${prefix}-trouble`, true);
    const id = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${prefix}-trouble`;
    tenant.emulator.faults.add({ kind, machine: id, match: '/metadata/' });
    expect(await probe(`${prefix}-trouble`, {})).toMatchObject(expected);
  });
});

it('takes no parameters from Run Command when it names its interpreter, as on Azure', async () => {
  await machine('vm-shebang', true);
  const { value = [] } = await tenant.owner.compute.virtualMachines.runCommand('rg1', 'vm-shebang', {
    commandId: 'RunShellScript',
    script: ['#!/bin/sh', 'echo "<$1$a>"'],
    parameters: [{ name: 'a', value: 'b' }],
  });
  expect(value[0]?.message).toContain('[stdout]\n<>\n');
});

/** The same file, run by a shell of this computer as code on the virtual machine runs it: through the proxies of the emulator. */
async function probeByShell(shell: string, name: string, asked: Asked): Promise<Record<string, string>> {
  const { proxy, imds } = tenant.emulator.endpoints;
  const vmId = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${name}`;
  const ca = path.join(recordDir, 'ca.pem');
  writeFileSync(ca, tenant.emulator.caPem);
  const named = parametersOf(asked);
  const script = `export ${named.map((one) => `${one.name}=${one.value}`).join(' ')}\nset -- ${named.map((one) => one.value).join(' ')}\n${scripts.RunShellScript}`;
  const asVm = (url: string) => url.replace('://', `://${encodeURIComponent(vmId)}:x@`);
  const { stdout } = await run(shell, ['-c', script], {
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH ?? '',
      http_proxy: asVm(imds),
      https_proxy: asVm(proxy),
      CURL_CA_BUNDLE: ca,
    },
  });
  return valuesOf(stdout);
}

describe.each(['bash', 'dash'])('the very same file, run by %s of this computer', (shell) => {
  it('prints the same claims, and reads the same secret', async () => {
    const principalId = await machine('vm-real', true, 0, 1);
    tenant.assignRole(principalId, 'Key Vault Secrets User', tenant.group);
    const vault = {
      resource: 'https://vault.azure.net',
      callUrl: 'https://kv-probe.vault.azure.net/secrets/db?api-version=7.4',
    };
    for (const asked of [
      vault,
      { ...vault, selector: 'client_id', value: identities[1]?.clientId ?? '' },
    ] as const) {
      const real = await probeByShell(shell, 'vm-real', asked);
      const emulated = await probe('vm-real', asked);
      expect(claimsOf(real)).toEqual(claimsOf(emulated));
      const without = ({
        'imds.ms': _,
        'call.ms': __,
        'claim.iat': ___,
        'claim.nbf': ____,
        'claim.exp': _____,
        ...rest
      }: Record<string, string>) => rest;
      expect(without(real)).toEqual(without(emulated));
    }
    expect((await probeByShell(shell, 'vm-real', vault))['call.status']).toBe('200');
  });
});

it('leaves no token and no secret in the record of the traffic', () => {
  const record = readFileSync(path.join(recordDir, 'traffic.jsonl'), 'utf8');
  expect(record).not.toContain(secretValue);
  expect(record).not.toMatch(/eyJ[\w-]+\.eyJ/);
});
