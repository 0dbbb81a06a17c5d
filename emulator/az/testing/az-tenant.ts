import tls from 'node:tls';
import { z } from 'zod';
import { required } from '../../core/test-support.ts';
import { createEmulator, type Emulator } from '../../create-emulator.ts';
import { Az } from './az.ts';

export const named = z.looseObject({ id: z.string(), name: z.string() });
export const identity = named.extend({ principalId: z.string(), clientId: z.string() });
export const assignment = z.looseObject({
  id: z.string(),
  principalId: z.string(),
  roleDefinitionName: z.string(),
});
export const group = 'rg-journey';

/** An emulated tenant with an az that knows its cloud; nobody is signed in yet. */
export interface AzTenant {
  readonly emulator: Emulator;
  readonly az: Az;
  /** ARM id of the group the journey makes. */
  readonly scope: string;
  /** Signs in as the application that owns the estate. */
  asOwner(): Promise<void>;
  close(): Promise<void>;
}

export async function startAzTenant(): Promise<AzTenant> {
  const recordFile = process.env.KEYLESS_RECORD;
  const emulator = await createEmulator({ scenario: 'contoso', ...(recordFile ? { recordFile } : {}) });
  tls.setDefaultCACertificates([...tls.getCACertificates(), emulator.caPem]);
  const { tenantId, subscriptions, servicePrincipals, azCloudConfig } = emulator.endpoints;
  const az = await Az.create(emulator.endpoints);
  await az.text('cloud register -n Keyless --cloud-config', `@${azCloudConfig}`);
  await az.text('cloud set -n Keyless');
  const subscriptionId = required(subscriptions[0]);
  return {
    emulator,
    az,
    scope: `/subscriptions/${subscriptionId}/resourceGroups/${group}`,
    async asOwner() {
      const { clientId, secret } = required(servicePrincipals[0]);
      await az.text('login --service-principal', '-u', clientId, '-p', secret, '--tenant', tenantId);
      await az.text('account set', '-s', subscriptionId);
    },
    async close() {
      await az.close();
      await emulator.close();
    },
  };
}
