import { nameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { parseScope } from '@/lib/arm/scopes';
import type { HostDetail } from '@/lib/model/host-detail';
import type { IdentityDetail, RoleAssignmentDetail } from '@/lib/model/identity-detail';
import type { ProbeTarget } from '@/lib/model/token-probe';
import {
  type SampleLanguage,
  type SampleTarget,
  type SampleValues,
  sampleLanguageNames,
  sampleTargets,
} from './fill-sample';

/** What an address chose: `?code=go&reach=storage&as=<client ID>`. */
export interface CodeQuery {
  readonly code?: string | readonly string[] | undefined;
  readonly reach?: string | readonly string[] | undefined;
  readonly as?: string | readonly string[] | undefined;
}

/** One identity that code can ask for. */
export interface CodeIdentity {
  readonly name: string;
  /** '' when Azure did not say. */
  readonly clientId: string;
  readonly kind: 'system' | 'user';
  readonly isDefault: boolean;
}

/** The sample a page shows. */
export interface AppCodeChoice {
  readonly language: SampleLanguage;
  readonly target: SampleTarget;
  readonly identities: readonly CodeIdentity[];
  readonly identity: CodeIdentity;
  /** Why the client ID is in the code, or is not. */
  readonly selector: string;
  readonly values: SampleValues;
}

const one = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' ? value : undefined;

/** The sample for a VM, or another resource with identities; null when it has none that code could use. */
export function codeOfMachine(
  host: HostDetail,
  query: CodeQuery,
  target?: ProbeTarget,
): AppCodeChoice | null {
  const usable = host.identities.flatMap((identity) =>
    identity.kind === 'missing' ? [] : [{ ...identity, kind: identity.kind }],
  );
  const identities = usable.map(({ name, clientId, kind, href }) => ({
    name,
    clientId,
    kind,
    isDefault: host.imdsDefault.identity?.href === href,
  }));
  const asked = one(query.as);
  const identity =
    identities.find(({ clientId }) => clientId !== '' && clientId === asked) ??
    identities.find(({ isDefault }) => isDefault) ??
    identities[0];
  if (!identity) return null;
  const roleAssignments = usable[identities.indexOf(identity)]?.roleAssignments ?? [];
  const selector = identity.isDefault
    ? `Code that names no identity gets ${identity.name} on ${host.name}, so no client ID is needed.`
    : identities.length > 1 && host.imdsDefault.kind === 'ambiguous'
      ? `${host.name} has ${identities.length} user-assigned identities and no default, so the code must name the client ID.`
      : `Another identity is the default on ${host.name}, so the code must name the client ID.`;
  return choose({
    query,
    target,
    identities,
    identity,
    selector,
    roleAssignments,
    home: host.subscriptionId,
  });
}

/** The sample for an identity, on any of its resources. */
export function codeOfIdentity(
  detail: IdentityDetail,
  query: CodeQuery,
  target?: ProbeTarget,
): AppCodeChoice | null {
  const { name, clientId, kind, hosts, roleAssignments, subscriptionId } = detail;
  if (kind === 'missing') return null;
  const isDefault = kind === 'system' || (hosts.length > 0 && hosts.every((host) => host.isDefault));
  const identity = { name, clientId, kind, isDefault };
  const where = hosts.length === 1 ? (hosts[0]?.name ?? '') : `all ${hosts.length} of its resources`;
  const selector =
    kind === 'system'
      ? 'A system-assigned identity is the default on its resource, so no client ID is needed.'
      : isDefault
        ? `It is the default identity on ${where}, so no client ID is needed. Name it if you attach a second one.`
        : 'It is not the default identity everywhere, so the code names its client ID.';
  return choose({
    query,
    target,
    identities: [identity],
    identity,
    selector,
    roleAssignments,
    home: subscriptionId,
  });
}

function choose({
  query,
  target: given,
  identities,
  identity,
  selector,
  roleAssignments,
  home,
}: Pick<AppCodeChoice, 'identities' | 'identity' | 'selector'> & {
  query: CodeQuery;
  target: ProbeTarget | undefined;
  roleAssignments: readonly RoleAssignmentDetail[];
  home: string;
}): AppCodeChoice {
  const known = given ? valuesOfTarget(given) : valuesOfAssignments(roleAssignments, home);
  const first = given ? folders[given.kind] : firstTarget(known);
  return {
    identities,
    identity,
    selector,
    language: sampleLanguageNames.find((name) => name === one(query.code)) ?? 'javascript',
    target: sampleTargets.find((name) => name === one(query.reach)) ?? first,
    values: {
      ...known,
      ...(identity.isDefault ? { 'client-id': '' } : {}),
      ...(!identity.isDefault && identity.clientId !== '' ? { 'client-id': identity.clientId } : {}),
    },
  };
}

const folders = { arm: 'arm', secret: 'key-vault', container: 'storage' } as const;

function valuesOfTarget(target: ProbeTarget): SampleValues {
  switch (target.kind) {
    case 'arm':
      return { 'subscription-id': subscriptionIdOf(target.scopeId) };
    case 'secret':
      return { 'vault-url': vaultUrl(nameOf(target.vaultId)), 'secret-name': target.secretName };
    case 'container':
      return { 'account-url': accountUrl(nameOf(target.accountId)), container: target.containerName };
  }
}

/** A vault, account, or subscription an identity has a role on: a likely thing for its code to reach. */
function valuesOfAssignments(roleAssignments: readonly RoleAssignmentDetail[], home: string): SampleValues {
  const values: Record<string, string> = {};
  for (const { scope } of roleAssignments) {
    const parsed = parseScope(scope.scope);
    if (!parsed) continue;
    const at = (type: string) => new RegExp(`/${type}/([^/]+)`).exec(parsed.scope)?.[1];
    const vault = at('microsoft.keyvault/vaults');
    const account = at('microsoft.storage/storageaccounts');
    if (vault) values['vault-url'] ??= vaultUrl(vault);
    if (vault && parsed.resourceType.endsWith('/secrets')) values['secret-name'] ??= parsed.name;
    if (account) values['account-url'] ??= accountUrl(account);
    if (account && parsed.resourceType.endsWith('/containers')) values.container ??= parsed.name;
    if (parsed.subscriptionId !== '') values['subscription-id'] ??= parsed.subscriptionId;
  }
  return { ...(home === '' ? {} : { 'subscription-id': home }), ...values };
}

function firstTarget(values: SampleValues): SampleTarget {
  if (values['vault-url'] !== undefined) return 'key-vault';
  return values['account-url'] === undefined ? 'arm' : 'storage';
}

/** Addresses in Azure's public cloud, the one the samples' libraries assume. */
const vaultUrl = (name: string) => `https://${name.toLowerCase()}.vault.azure.net`;
const accountUrl = (name: string) => `https://${name.toLowerCase()}.blob.core.windows.net`;
