import { expect, it } from 'vitest';
import { dev, gap, prod, rg, uami } from '@/lib/audit/testing/estate-words';
import { buildEstate, type EstateDescription } from '@/lib/estate/testing/build-estate';
import { standardRoles } from '@/lib/estate/testing/standard-roles';
import type { RoleRow } from '@/lib/model/estate-reader';
import type { ProbeTarget } from '@/lib/model/token-probe';
import { needOf } from './target-need';
import { whyNot } from './why-not';

const vault = `${rg}/providers/Microsoft.KeyVault/vaults/kv`;
const account = `${rg}/providers/Microsoft.Storage/storageAccounts/stlogs`;
const secret: ProbeTarget = { kind: 'secret', vaultId: vault, secretName: 'db' };
const container: ProbeTarget = { kind: 'container', accountId: account, containerName: 'logs' };
const list: ProbeTarget = { kind: 'arm', scopeId: rg };

const custom = (
  guid: string,
  name: string,
  permission: Partial<RoleRow['permissions'][number]>,
): RoleRow => ({
  guid,
  name,
  type: 'CustomRole',
  permissions: [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission }],
});
const allButSecrets = custom('c-1', 'All but secrets', {
  dataActions: ['Microsoft.KeyVault/vaults/*'],
  notDataActions: ['Microsoft.KeyVault/vaults/secrets/*'],
});
const deny = (dataAction: string, excluded: string[] = []) => ({
  armId: `${rg}/providers/Microsoft.Authorization/denyAssignments/d`,
  name: 'Deployment stack keeps this',
  scope: rg,
  permissions: [{ actions: [], notActions: [], dataActions: [dataAction], notDataActions: [] }],
  principals: ['00000000-0000-0000-0000-000000000000'],
  excludedPrincipals: excluded,
  doNotApplyToChildScopes: false,
});

/** Everything visible, with one identity. */
function estate(description: EstateDescription) {
  const subscriptionId = prod.slice('/subscriptions/'.length);
  return buildEstate({
    identities: [{ id: uami('id-a'), principalId: 'pa' }],
    subscriptions: [{ subscriptionId, name: 'Contoso Prod', managementGroup: '', visible: true }],
    vaults: { [vault]: true },
    roles: [allButSecrets],
    ...description,
  });
}
const role = (name: string, scope = rg, more: { principalId?: string; condition?: string } = {}) => ({
  principalId: 'pa',
  role: name,
  scope,
  ...more,
});
const aboutBlobs =
  "((!(ActionMatches{'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'other'))";

interface Row {
  readonly of: string;
  readonly target: ProbeTarget;
  readonly given: EstateDescription;
  readonly policySecrets?: string[] | null;
  readonly is: [verdict: string, reason: string];
  readonly why: RegExp;
  readonly role?: string | null;
}

const rows: Row[] = [
  {
    of: 'allowed by its own role on the vault',
    target: secret,
    given: { roleAssignments: [role('Key Vault Secrets User', vault)] },
    is: ['allowed', 'assignment'],
    why: /^Key Vault Secrets User on kv allows the data action .*Network rules/,
    role: null,
  },
  {
    of: 'allowed by a role on one secret',
    target: secret,
    given: { roleAssignments: [role('Key Vault Secrets User', `${vault}/secrets/db`)] },
    is: ['allowed', 'assignment'],
    why: /on db allows/,
  },
  {
    of: 'not by a role on another secret',
    target: secret,
    given: { roleAssignments: [role('Key Vault Secrets User', `${vault}/secrets/other`)] },
    is: ['not allowed', 'no assignment'],
    why: /smallest role that would do is Key Vault Secrets User/,
    role: 'Key Vault Secrets User',
  },
  {
    of: 'allowed through a group',
    target: secret,
    given: {
      groups: { pa: ['g'] },
      principals: [{ principalId: 'g', displayName: 'sg-batch', kind: 'group' }],
      roleAssignments: [role('Key Vault Secrets User', rg, { principalId: 'g' })],
    },
    is: ['allowed', 'assignment'],
    why: /Key Vault Secrets User on rg-web, through sg-batch/,
  },
  {
    of: 'nothing at all',
    target: container,
    given: {},
    is: ['not allowed', 'no assignment'],
    why: /No role assignment .* Storage Blob Data Reader/,
    role: 'Storage Blob Data Reader',
  },
  {
    of: 'a role elsewhere',
    target: list,
    given: { roleAssignments: [role('Reader', dev)] },
    is: ['not allowed', 'no assignment'],
    why: /Reader/,
    role: 'Reader',
  },
  {
    of: 'the control plane only',
    target: secret,
    given: { roleAssignments: [role('Contributor'), role('Reader', prod)] },
    is: ['not allowed', 'control plane only'],
    why: /Contributor on rg-web; Reader on Contoso Prod manages the resource but has no data actions/,
    role: 'Key Vault Secrets User',
  },
  {
    of: 'a data role for something else',
    target: container,
    given: { roleAssignments: [role('Key Vault Secrets User')] },
    is: ['not allowed', 'other roles'],
    why: /does not include/,
    role: 'Storage Blob Data Reader',
  },
  {
    of: 'what the role excludes',
    target: secret,
    given: { roleAssignments: [role('All but secrets')] },
    is: ['not allowed', 'excluded'],
    why: /excludes it again in notDataActions/,
    role: 'Key Vault Secrets User',
  },
  {
    of: 'a deny assignment beats a role',
    target: secret,
    given: { roleAssignments: [role('Key Vault Secrets User')], deny: [deny('Microsoft.KeyVault/*')] },
    is: ['not allowed', 'denied'],
    why: /Deployment stack keeps this takes .* away/,
  },
  {
    of: 'a deny assignment that leaves it out',
    target: secret,
    given: {
      roleAssignments: [role('Key Vault Secrets User')],
      deny: [deny('Microsoft.KeyVault/*', ['pa'])],
    },
    is: ['allowed', 'assignment'],
    why: /allows/,
  },
  {
    of: 'deny assignments unread',
    target: secret,
    given: { roleAssignments: [role('Key Vault Secrets User')], deny: null },
    is: ['unknown', 'assignment'],
    why: /Deny assignments could not be read/,
  },
  {
    of: 'a condition nobody can decide',
    target: container,
    given: { roleAssignments: [role('Storage Blob Data Reader', rg, { condition: aboutBlobs })] },
    is: ['unknown', 'condition'],
    why: /under a condition.*depends on the request/,
  },
  {
    of: 'a condition about other actions',
    target: secret,
    given: { roleAssignments: [role('Key Vault Secrets User', rg, { condition: aboutBlobs })] },
    is: ['allowed', 'assignment'],
    why: /allows/,
  },
  {
    of: 'group memberships unseen',
    target: secret,
    given: { groups: null },
    is: ['unknown', 'no assignment'],
    why: /group memberships could not be read/,
    role: 'Key Vault Secrets User',
  },
  {
    of: 'group memberships unseen, where its own role is enough',
    target: secret,
    given: { groups: null, roleAssignments: [role('Key Vault Secrets User')] },
    is: ['allowed', 'assignment'],
    why: /allows/,
  },
  {
    of: 'a role whose definition is unread',
    target: secret,
    given: { roleAssignments: [role('All but secrets')], unreadRoles: ['All but secrets'] },
    is: ['unknown', 'no assignment'],
    why: /could not be read/,
  },
  {
    of: 'management groups unseen',
    target: list,
    given: { gaps: [{ ...gap, id: 'management-groups' }] },
    is: ['unknown', 'no assignment'],
    why: /management groups above could not be seen/,
  },
  {
    of: 'a subscription that is not visible',
    target: list,
    given: { subscriptions: [] },
    is: ['unknown', 'no assignment'],
    why: /could not all be read/,
  },
  {
    of: 'a vault whose model is unread',
    target: secret,
    given: { vaults: {}, roleAssignments: [role('Key Vault Secrets User')] },
    is: ['unknown', 'assignment'],
    why: /Whether the vault uses Azure RBAC/,
  },
  {
    of: 'a vault of access policies, unread',
    target: secret,
    given: { vaults: { [vault]: false }, roleAssignments: [role('Key Vault Secrets User')] },
    is: ['unknown', 'vault policies'],
    why: /Role assignments have no effect/,
    role: null,
  },
  {
    of: 'a vault of access policies that lets it',
    target: secret,
    given: { vaults: { [vault]: false } },
    policySecrets: ['list', 'get'],
    is: ['allowed', 'vault policies'],
    why: /access policy/,
  },
  {
    of: 'a vault of access policies that does not',
    target: secret,
    given: { vaults: { [vault]: false }, roleAssignments: [role('Key Vault Secrets User')] },
    policySecrets: [],
    is: ['not allowed', 'vault policies'],
    why: /none of them lets this identity get secrets/,
    role: null,
  },
];

it.each(rows)('$of', ({ target, given, policySecrets, is, why, role: smallest }) => {
  const reader = estate(given);
  const question = { ...needOf(target), principalId: 'pa', policySecrets: policySecrets ?? null };
  const answer = whyNot(reader, [...standardRoles, allButSecrets], question);
  expect([answer.verdict, answer.reason]).toEqual(is);
  expect(answer.why).toMatch(why);
  if (smallest !== undefined) expect(answer.smallestRole?.name ?? null).toBe(smallest);
});

it('says that it knows nothing without an object ID', () => {
  const answer = whyNot(estate({}), standardRoles, { ...needOf(secret), principalId: '' });
  expect([answer.verdict, answer.reason]).toEqual(['unknown', 'unseen']);
});
