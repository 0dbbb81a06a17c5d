import 'server-only';
import { z } from 'zod';
import { isArmId, nameOf } from '@/lib/arm/arm-id';
import { parseScope } from '@/lib/arm/scopes';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import type { ProbeSelector, ProbeTarget } from '@/lib/model/token-probe';
import type { ProbeParameters, ProbeTargetState } from '@/lib/model/writer-states';
import { storageAccountId, vaultId } from './fields';

const scopeId = z
  .string('Choose a scope.')
  .max(2048)
  .refine((id) => /^(subscription|resource group)$/.test(parseScope(id)?.kind ?? '') && isArmId(id), {
    error: 'Choose a subscription or a resource group.',
  });

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
const secretName = z.string().regex(/^[0-9a-zA-Z-]{1,127}$/, 'Letters, digits and hyphens, at most 127.');

/** https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
const containerName = z
  .string()
  .regex(
    /^(?:\$(?:root|web|logs|blobchangefeed)|(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/,
    'Lowercase letters, digits and single hyphens, 3 to 63 characters.',
  );

export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('arm'), scopeId }),
  z.strictObject({ kind: z.literal('secret'), vaultId, secretName }),
  z.strictObject({ kind: z.literal('container'), accountId: storageAccountId, containerName }),
]);

/** What of a target has to be looked up; null when Azure says that it does not exist. Throws AzureError. */
export function observeTarget(azure: AzureWriter, target: ProbeTarget): Promise<ProbeTargetState | null> {
  switch (target.kind) {
    case 'arm':
      return Promise.resolve({ endpoint: azure.armAudience(), isPublic: null, isOpenByDefault: null });
    case 'secret':
      return azure.vaultEndpoint(target.vaultId);
    case 'container':
      return azure.blobEndpoint(target.accountId);
  }
}

/** What does not exist, in a sentence. */
export function missingTarget(target: ProbeTarget): string {
  switch (target.kind) {
    case 'arm':
      return `${nameOf(target.scopeId)} does not exist.`;
    case 'secret':
      return `The vault ${nameOf(target.vaultId)} does not exist.`;
    case 'container':
      return `The storage account ${nameOf(target.accountId)} does not exist.`;
  }
}

const selectors = {
  default: '',
  'client-id': 'client_id',
  'object-id': 'object_id',
  'resource-id': 'msi_res_id',
} as const satisfies Record<ProbeSelector, ProbeParameters['selector']>;

/**
 * What the probe's script is run with. A dollar sign would be the shell's, so it is written as %24.
 * Audiences: https://learn.microsoft.com/azure/key-vault/general/authentication, https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory
 * @param endpoint of the target, with a slash at its end
 */
export function parametersOf(
  target: ProbeTarget,
  endpoint: string,
  selector: ProbeSelector,
  selectorvalue: string,
): ProbeParameters {
  const who = { selector: selectors[selector], selectorvalue };
  const base = endpoint.replace(/\/$/, '');
  switch (target.kind) {
    case 'arm': {
      const query = 'api-version=2021-04-01&%24top=1';
      const callurl = `${base}${encodeURI(target.scopeId)}/resources?${query}`;
      return { resource: endpoint, ...who, callurl, callversion: '' };
    }
    case 'secret': {
      const callurl = `${base}/secrets/${target.secretName}?api-version=7.4`;
      return { resource: 'https://vault.azure.net', ...who, callurl, callversion: '' };
    }
    case 'container': {
      const name = target.containerName.replace('$', '%24');
      const callurl = `${base}/${name}?restype=container&comp=list&maxresults=1`;
      return { resource: 'https://storage.azure.com/', ...who, callurl, callversion: '2023-11-03' };
    }
  }
}
