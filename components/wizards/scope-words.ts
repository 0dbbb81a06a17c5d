import { nameOf, resourceGroupNameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { parseScope } from '@/lib/arm/scopes';
import type { ScopeIconName } from './scope-icon';

interface Words {
  readonly kind: string;
  /** The same within a sentence. */
  readonly inSentence: string;
  readonly icon: ScopeIconName;
}

const types: Readonly<Record<string, Words>> = {
  'microsoft.keyvault/vaults': { kind: 'Key vault', inSentence: 'a key vault', icon: 'vault' },
  'microsoft.keyvault/vaults/secrets': { kind: 'Secret', inSentence: 'a secret', icon: 'key' },
  'microsoft.storage/storageaccounts': {
    kind: 'Storage account',
    inSentence: 'a storage account',
    icon: 'storage',
  },
  'microsoft.storage/storageaccounts/blobservices/containers': {
    kind: 'Container',
    inSentence: 'a container',
    icon: 'box',
  },
};
const other: Words = { kind: 'Resource', inSentence: 'this resource', icon: 'box' };

/** What kind of scope an ARM id is of. */
export function scopeWords(id: string): Words {
  const parsed = parseScope(id);
  if (parsed?.kind === 'subscription')
    return { kind: 'Subscription', inSentence: 'a subscription', icon: 'subscription' };
  if (parsed?.kind === 'resource group')
    return { kind: 'Resource group', inSentence: 'a resource group', icon: 'group' };
  if (parsed?.kind === 'management group')
    return { kind: 'Management group', inSentence: 'a management group', icon: 'subscription' };
  return types[parsed?.resourceType ?? ''] ?? other;
}

/** Resource type of a scope in lower case; '' for what is no resource. */
export function scopeType(id: string): string {
  return parseScope(id)?.resourceType ?? '';
}

/** Names of what a scope lies in, outermost first. `subscriptions` are names by id in lower case. */
export function scopePath(id: string, subscriptions: ReadonlyMap<string, string>): string {
  const subscription = subscriptionIdOf(id);
  const parsed = parseScope(id);
  if (parsed === undefined || parsed.kind === 'subscription' || subscription === '') return '';
  const names = [subscriptions.get(subscription.toLowerCase()) ?? ''];
  if (parsed.kind !== 'resource group') names.push(resourceGroupNameOf(id));
  const within = /^(.*?\/providers\/[^/]+\/[^/]+\/[^/]+)\//i.exec(id)?.[1];
  if (within !== undefined) names.push(nameOf(within));
  return names.filter((name) => name !== '').join(' › ');
}
