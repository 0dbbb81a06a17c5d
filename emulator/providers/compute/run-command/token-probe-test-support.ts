import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import type { Tenant } from '../../sdk-test-support.ts';

export const run = promisify(execFile);
export const arm = 'https://management.azure.com/';

export interface Asked {
  readonly selector?: 'client_id' | 'object_id' | 'msi_res_id';
  readonly value?: string;
  readonly resource?: string;
  readonly callUrl?: string;
  readonly version?: string;
}

/** Parameters as the probe sends them. */
export function parametersOf({ selector, value, resource = arm, callUrl, version }: Asked) {
  const packed = (text = '-') => Buffer.from(text).toString('base64url');
  return [
    { name: 'resource', value: packed(encodeURIComponent(resource)) },
    { name: 'selector', value: packed(selector) },
    { name: 'selectorvalue', value: packed(value === undefined ? undefined : encodeURIComponent(value)) },
    { name: 'callurl', value: packed(callUrl) },
    { name: 'callversion', value: packed(version) },
  ];
}

export function valuesOf(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** The SDK keeps the first metadata service it finds as long as its process lives: each virtual machine has one of its own. */
const credentialProgram = `
import { ManagedIdentityCredential } from '@azure/identity';
const { token } = await new ManagedIdentityCredential(JSON.parse(process.argv[1])).getToken(process.argv[2]);
process.stdout.write(token);`;

/** Claims of the token that Microsoft's own credential gets on the same virtual machine. */
export async function claimsBySdk(
  tenant: Tenant,
  name: string,
  { selector, value = '', resource = arm }: Asked,
) {
  const id = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${name}`;
  const options = {
    client_id: { clientId: value },
    object_id: { objectId: value },
    msi_res_id: { resourceId: value },
  };
  const scope = `${resource.replace(/\/$/, '')}/.default`;
  const { stdout } = await run(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      credentialProgram,
      JSON.stringify(selector ? options[selector] : {}),
      scope,
    ],
    {
      env: { NODE_ENV: 'test', AZURE_POD_IDENTITY_AUTHORITY_HOST: `${tenant.emulator.endpoints.imds}${id}` },
    },
  );
  const { aud, iss, tid, oid, appid, xms_mirid } = decodeJwt(stdout);
  return { aud, iss, tid, oid, appid, xms_mirid };
}
