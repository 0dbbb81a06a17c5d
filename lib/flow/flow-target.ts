import { isArmId, nameOf, sameId } from '@/lib/arm/arm-id';
import { parseScope } from '@/lib/arm/scopes';
import type { FlowTarget } from '@/lib/model/flow-target';
import type { ProbeTarget } from '@/lib/model/token-probe';
import { type Need, needOf, targetResourceId } from './target-need';

const vaultType = 'microsoft.keyvault/vaults';
const accountType = 'microsoft.storage/storageaccounts';
const containerType = `${accountType}/blobservices/containers`;
const withSecret = /^(.*\/vaults\/[^/]+)\/secrets\/([0-9a-z-]{1,127})$/i;
const withContainer = /^(.*\/storageAccounts\/[^/]+)\/containers\/(\$?[0-9a-z-]{3,63})$/i;

/** Whether a probe can be run on it: a vault without a secret, or an account without a container, cannot be called. */
export function isProbeTarget(target: FlowTarget): target is ProbeTarget {
  return target.kind !== 'vault' && target.kind !== 'account';
}

/**
 * A target as it stands in an address: its kind and what names it, e.g. `secret:/subscriptions/…/vaults/kv/secrets/db`
 * or `container:/subscriptions/…/storageAccounts/st/containers/logs`.
 */
export function targetParam(target: FlowTarget): string {
  switch (target.kind) {
    case 'arm':
      return `arm:${target.scopeId}`;
    case 'secret':
      return `secret:${target.vaultId}/secrets/${target.secretName}`;
    case 'container':
      return `container:${target.accountId}/containers/${target.containerName}`;
    case 'vault':
      return `vault:${target.vaultId}`;
    case 'account':
      return `account:${target.accountId}`;
  }
}

function isOfType(id: string, type: string): boolean {
  return isArmId(id) && parseScope(id)?.resourceType === type;
}

/** The target an address names; null when it names none. */
export function parseTargetParam(text: string): FlowTarget | null {
  const at = text.indexOf(':');
  const [kind, id] = [text.slice(0, at), text.slice(at + 1)];
  if (kind === 'arm') {
    const scope = parseScope(id)?.kind;
    return isArmId(id) && (scope === 'subscription' || scope === 'resource group')
      ? { kind, scopeId: id }
      : null;
  }
  if (kind === 'vault') return isOfType(id, vaultType) ? { kind, vaultId: id } : null;
  if (kind === 'account') return isOfType(id, accountType) ? { kind, accountId: id } : null;
  if (kind === 'secret') {
    const [, vaultId = '', secretName = ''] = withSecret.exec(id) ?? [];
    return isOfType(vaultId, vaultType) ? { kind, vaultId, secretName } : null;
  }
  if (kind === 'container') {
    const [, accountId = '', containerName = ''] = withContainer.exec(id) ?? [];
    return isOfType(accountId, accountType) ? { kind, accountId, containerName } : null;
  }
  return null;
}

/** What a role assignment at a scope could be tried on; null where nothing of the kind can be called. */
export function targetAtScope(scope: string): FlowTarget | null {
  const parsed = parseScope(scope);
  if (parsed === undefined) return null;
  if (parsed.kind === 'subscription' || parsed.kind === 'resource group')
    return { kind: 'arm', scopeId: scope };
  if (parsed.resourceType === vaultType) return { kind: 'vault', vaultId: scope };
  if (parsed.resourceType === accountType) return { kind: 'account', accountId: scope };
  const secret = parseTargetParam(`secret:${scope}`);
  if (secret !== null) return secret;
  if (parsed.resourceType !== containerType) return null;
  const [, accountId = ''] = /^(.*\/storageAccounts\/[^/]+)\//i.exec(scope) ?? [];
  return { kind: 'container', accountId, containerName: nameOf(scope) };
}

export function sameTarget(left: FlowTarget, right: FlowTarget): boolean {
  return sameId(targetParam(left), targetParam(right));
}

/** The action a call to it needs; of a vault or account what reading any secret or blob in it needs. */
export function flowNeedOf(target: FlowTarget): Need {
  if (target.kind === 'vault')
    return { ...needOf({ kind: 'secret', vaultId: target.vaultId, secretName: '' }), scope: target.vaultId };
  if (target.kind === 'account')
    return {
      ...needOf({ kind: 'container', accountId: target.accountId, containerName: '' }),
      scope: target.accountId,
    };
  return needOf(target);
}

/** ARM ID of the resource or scope whose page and forms stand for the target. */
export function flowResourceId(target: FlowTarget): string {
  if (target.kind === 'vault') return target.vaultId;
  return target.kind === 'account' ? target.accountId : targetResourceId(target);
}

/** Its name, and what it is: `exports`, `Container in stcontosolake`. `scopeName` names subscriptions. */
export function targetNames(
  target: FlowTarget,
  scopeName: (armId: string) => string,
): { readonly name: string; readonly what: string } {
  switch (target.kind) {
    case 'arm': {
      const isSubscription = parseScope(target.scopeId)?.kind === 'subscription';
      return {
        name: scopeName(target.scopeId),
        what: isSubscription ? 'Subscription' : 'Resource group',
      };
    }
    case 'secret':
      return { name: target.secretName, what: `Secret in ${nameOf(target.vaultId)}` };
    case 'container':
      return { name: target.containerName, what: `Container in ${nameOf(target.accountId)}` };
    case 'vault':
      return { name: nameOf(target.vaultId), what: 'Key vault' };
    case 'account':
      return { name: nameOf(target.accountId), what: 'Storage account' };
  }
}

/**
 * Audience of a token for it, in Azure's public cloud.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/services-id-authentication-support
 */
export function audienceOf(target: FlowTarget): string {
  if (target.kind === 'arm') return 'https://management.azure.com/';
  return target.kind === 'secret' || target.kind === 'vault'
    ? 'https://vault.azure.net'
    : 'https://storage.azure.com/';
}
