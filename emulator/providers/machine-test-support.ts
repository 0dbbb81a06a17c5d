import { z } from 'zod';
import { required } from '../core/test-support.ts';
import type { Tenant } from './sdk-test-support.ts';

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly principalId: string;
  readonly clientId: string;
  /** ARM id of the subnet its network interface is in. */
  readonly subnetId: string;
  readonly address: string;
}

const cardSchema = z.object({
  properties: z.object({
    ipConfigurations: z.array(z.object({ properties: z.object({ privateIPAddress: z.string() }) })),
  }),
});

async function put(tenant: Tenant, id: string, body: unknown): Promise<unknown> {
  const response = await tenant.owner.send('PUT', id, body);
  if (!response.ok) throw new Error(`PUT ${id} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** A running virtual machine with a system-assigned identity, in a subnet of its own. */
export async function machineIn(
  tenant: Tenant,
  name: string,
  osProfile: Readonly<Record<string, unknown>> = {},
): Promise<Machine> {
  const { group, emulator, owner } = tenant;
  const location = 'westeurope';
  const networkId = `${group}/providers/Microsoft.Network/virtualNetworks/${name}-vnet`;
  const cardId = `${group}/providers/Microsoft.Network/networkInterfaces/${name}-nic`;
  const subnetId = `${networkId}/subnets/default`;
  await put(tenant, `${networkId}?api-version=2022-07-01`, {
    location,
    properties: { subnets: [{ name: 'default', properties: { addressPrefix: '10.0.0.0/24' } }] },
  });
  const card = await put(tenant, `${cardId}?api-version=2022-07-01`, {
    location,
    properties: { ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: subnetId } } }] },
  });
  const id = `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
  await put(tenant, `${id}?api-version=2024-07-01`, {
    location,
    identity: { type: 'SystemAssigned' },
    properties: {
      hardwareProfile: { vmSize: 'Standard_B2s' },
      storageProfile: { osDisk: { createOption: 'FromImage', osType: 'Linux' } },
      osProfile: { computerName: name, adminUsername: 'azureuser', ...osProfile },
      networkProfile: { networkInterfaces: [{ id: cardId }] },
    },
  });
  emulator.clock.advance(10_000);
  const { identity } = await owner.compute.virtualMachines.get('rg1', name);
  const principalId = identity?.principalId ?? '';
  const principal = emulator.world.principals.get(principalId);
  if (principal?.kind !== 'ServicePrincipal') throw new Error('The machine has no identity.');
  const address = required(cardSchema.parse(card).properties.ipConfigurations[0]).properties.privateIPAddress;
  return { id, name, principalId, clientId: principal.appId, subnetId, address };
}

/** What a shell script on the machine wrote, through Run Command. */
export async function runOn(tenant: Tenant, machine: Machine, script: string): Promise<string> {
  const { value } = await tenant.owner.compute.virtualMachines.runCommand('rg1', machine.name, {
    commandId: 'RunShellScript',
    script: script.split('\n'),
  });
  const text = value?.map(({ message }) => message).join('\n') ?? '';
  return /\[stdout\]\n([\s\S]*)\n\[stderr\]/.exec(text)?.[1] ?? text;
}

/** What a GET from inside the machine is answered, with the token of its own identity for `resource`. */
export async function askFrom(
  tenant: Tenant,
  machine: Machine,
  resource: string,
  url: string,
): Promise<{ status: number; body: string }> {
  const imds = `http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${resource}`;
  const output = await runOn(
    tenant,
    machine,
    `TOKEN=$(curl -s -H Metadata:true "${imds}" | jq -r .access_token)
curl -s -w '\\n%{http_code}' -H "x-ms-version: 2021-12-02" -H "Authorization: Bearer $TOKEN" "${url}"`,
  );
  const [, body = '', status = ''] = /^([\s\S]*)\n(\d{3})\s*$/.exec(output) ?? [];
  if (status === '') throw new Error(`No answer: ${output}`);
  return { status: Number(status), body };
}

/** A credential that gives the machine's token of this moment for ever, and options that lead to the emulator. */
export async function lastingToken(tenant: Tenant, machine: Machine, resource: string) {
  const { imds, proxy } = tenant.emulator.endpoints;
  const query = new URLSearchParams({ 'api-version': '2018-02-01', resource });
  const response = await fetch(`${imds}${machine.id}/metadata/identity/oauth2/token?${query}`, {
    headers: { metadata: 'true' },
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(await response.json());
  const { hostname, port } = new URL(proxy);
  return {
    credential: {
      getToken: async () => ({ token: access_token, expiresOnTimestamp: Date.now() + 3600_000 }),
    },
    proxyOptions: { host: `http://${hostname}`, port: Number(port) },
    /** The same proxy, by way of which the machine asks. */
    asMachine: {
      host: `http://${hostname}`,
      port: Number(port),
      username: encodeURIComponent(machine.id),
      password: 'x',
    },
  };
}
