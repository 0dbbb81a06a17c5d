import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import {
  azCommand,
  IdOf,
  onlyCommands,
  type Change as PolicyChange,
  PrincipalOf,
  TenantId,
} from '@/lib/changes/code/step-code';
import type { AccessPolicy, VaultState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { principalResourceId, systemIdentityId, vaultId } from './fields';

/**
 * What “all” stands for, except purge, which it never holds: taken apart when some of it is to go.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-migration
 */
const allSecrets = ['get', 'list', 'set', 'delete', 'recover', 'backup', 'restore'] as const;
const allKeys = [
  'get',
  'list',
  'update',
  'create',
  'import',
  'delete',
  'recover',
  'backup',
  'restore',
  'decrypt',
  'encrypt',
  'unwrapkey',
  'wrapkey',
  'verify',
  'sign',
  'release',
  'rotate',
  'getrotationpolicy',
  'setrotationpolicy',
] as const;

/** Azure compares the words without regard to case, and answers them in any. */
const lower = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one.toLowerCase() : one)) : value;
const verbs = z.preprocess(lower, z.array(z.enum([...allSecrets, 'purge'])).max(8)).default([]);
const keyVerbs = z.preprocess(lower, z.array(z.enum([...allKeys, 'purge'])).max(20)).default([]);
const schema = z
  .strictObject({ vaultId, principalResourceId, secrets: verbs, keys: keyVerbs })
  .refine(({ secrets, keys }) => secrets.length + keys.length > 0, {
    path: ['secrets'],
    error: 'Choose what it may do.',
  });
type Input = z.infer<typeof schema>;
type Permissions = Pick<AccessPolicy, 'secrets' | 'keys'>;
interface State extends Permissions {
  readonly vault: Pick<VaultState, 'usesRbac' | 'tenantId'> | null;
  readonly principalId: string | null;
}
type Change = 'add' | 'remove';

async function observe(
  { vaultId: id, principalResourceId: principal }: Input,
  azure: AzureWriter,
): Promise<State> {
  const [vault, principalId] = await Promise.all([azure.vault(id), azure.principalOf(principal)]);
  const assigned = vault?.policies.find(({ objectId }) => objectId === principalId);
  return {
    vault: vault && { usesRbac: vault.usesRbac, tenantId: vault.tenantId },
    principalId,
    secrets: assigned?.secrets ?? [],
    keys: assigned?.keys ?? [],
  };
}

const holds = (assigned: readonly string[], verb: string): boolean =>
  assigned.includes(verb) || (assigned.includes('all') && verb !== 'purge');
const has = (assigned: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((verb) => holds(assigned, verb));
const hasAny = (assigned: readonly string[], wanted: readonly string[]): boolean =>
  wanted.some((verb) => holds(assigned, verb));

/** What stays of what is assigned when some of it goes. */
function left(assigned: readonly string[], gone: readonly string[], all: readonly string[]): string[] {
  const apart =
    assigned.includes('all') && gone.length > 0
      ? [...new Set([...all, ...assigned.filter((verb) => verb !== 'all')])]
      : assigned;
  return apart.filter((verb) => !gone.includes(verb));
}

/**
 * The requests that make the change. Azure takes single words out of a policy, but not out of “all”: the rest is given by
 * name first, so that nothing else is lost on the way.
 */
function requestsOf(change: Change, { secrets, keys }: Permissions, state: Permissions | undefined) {
  if (change === 'add' || state === undefined) return [{ change, secrets, keys }];
  const allS = hasAny(state.secrets, secrets) && state.secrets.includes('all');
  const allK = hasAny(state.keys, keys) && state.keys.includes('all');
  const kept = {
    secrets: allS ? left(state.secrets, secrets, allSecrets) : [],
    keys: allK ? left(state.keys, keys, allKeys) : [],
  };
  return [
    ...(allS || allK ? [{ change: 'add' as const, ...kept }] : []),
    {
      change,
      secrets: allS ? [...secrets, 'all'] : secrets,
      keys: allK ? [...keys, 'all'] : keys,
    },
  ];
}

const afterRemoval = ({ secrets, keys }: Permissions, state: Permissions): Permissions => ({
  secrets: left(state.secrets, secrets, allSecrets),
  keys: left(state.keys, keys, allKeys),
});

const words = ({ secrets, keys }: Permissions): string =>
  [
    ...(secrets.length > 0 ? [`secrets: ${secrets.join(', ')}`] : []),
    ...(keys.length > 0 ? [`keys: ${keys.join(', ')}`] : []),
  ].join(' · ');

const listed = ({ secrets, keys }: Permissions): string =>
  [...secrets.map((verb) => `secrets ${verb}`), ...keys.map((verb) => `keys ${verb}`)].join(', ') || '—';

const removed = 'Remove its declaration.';

/** Verbs as azurerm writes them; az and Azure take any casing. */
const azurermVerbs: Readonly<Record<string, string>> = { wrapkey: 'WrapKey', unwrapkey: 'UnwrapKey' };

/**
 * Policies are added to a vault by one child resource; all that a plan adds to a vault are in it.
 * https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/accesspolicies
 */
function policyChange(
  { vaultId: id, principalResourceId: whose, secrets, keys }: Input,
  principal: string | PrincipalOf,
  state: State | undefined,
): PolicyChange {
  const of = `${id}/accessPolicies/add`;
  const tenantId = state?.vault?.tenantId;
  // azurerm states a principal's policy as a whole, so what it has already is said too.
  const all = (has: readonly string[], asked: readonly string[]) =>
    [...new Set([...has, ...asked].map((verb) => verb.toLowerCase()))]
      .filter((verb) => verb !== 'all')
      .map((verb) => azurermVerbs[verb] ?? `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`);
  const permissions = {
    ...(secrets.length > 0 ? { secrets } : {}),
    ...(keys.length > 0 ? { keys } : {}),
  };
  return {
    of,
    before:
      tenantId === undefined
        ? null
        : { id: of, apiVersion: '2023-07-01', symbol: `${nameOf(id)}_policies`, terraform: [] },
    apply: ({ properties, terraform, ...resource }) => ({
      ...resource,
      properties: {
        accessPolicies: [
          ...(Array.isArray(properties?.accessPolicies) ? properties.accessPolicies : []),
          { tenantId: tenantId ?? '', objectId: principal, permissions },
        ],
      },
      terraform: [
        ...(terraform ?? []),
        {
          type: 'azurerm_key_vault_access_policy',
          id: `${of}/${whose}`,
          arguments: {
            key_vault_id: new IdOf(id),
            tenant_id: tenantId ?? '',
            object_id: principal,
            secret_permissions: all(state?.secrets ?? [], secrets),
            key_permissions: all(state?.keys ?? [], keys),
          },
        },
      ],
    }),
  };
}

function policyStep<const Kind extends string>(kind: Kind, change: Change) {
  const adds = change === 'add';
  return defineStep<State>()({
    kind,
    schema,
    title: ({ vaultId: id, principalResourceId: principal }) =>
      adds
        ? `Let ${nameOf(principal)} into vault ${nameOf(id)}`
        : `Take ${nameOf(principal)} out of vault ${nameOf(id)}`,
    detail: (input) =>
      `access policy · ${words(input)} · for the whole vault, this model knows no single secret`,
    target: ({ vaultId: id }) => id,
    requires: ({ vaultId: id }) => [
      { action: 'Microsoft.KeyVault/vaults/accessPolicies/write', scope: `${id}/accessPolicies/${change}` },
    ],
    observe,
    isDone: ({ secrets, keys }, state) =>
      adds
        ? has(state.secrets, secrets) && has(state.keys, keys)
        : !hasAny(state.secrets, secrets) && !hasAny(state.keys, keys),
    blocker({ vaultId: id, principalResourceId: principal }, { vault, principalId }, planned) {
      if (vault === null) return `The vault ${nameOf(id)} does not exist.`;
      if (vault.usesRbac)
        return `${nameOf(id)} uses Azure RBAC: access policies have no effect in it. Grant a role instead.`;
      if (
        principalId === null &&
        !planned.has(principal.toLowerCase()) &&
        !planned.has(systemIdentityId(principal).toLowerCase())
      )
        return `${nameOf(principal)} has no identity.`;
      return null;
    },
    impact: (input, state) => [
      {
        what: `${nameOf(input.principalResourceId)} in vault ${nameOf(input.vaultId)}`,
        before: listed(state),
        after: adds ? words(input) : listed(afterRemoval(input, state)),
        note: adds ? 'Every secret of the vault, also those to come.' : '',
        tone: adds ? 'neutral' : 'lost',
      },
    ],
    async run({ vaultId: id, secrets, keys }, state, azure) {
      const { principalId, vault } = state;
      if (principalId === null || vault === null) throw new Error('There is nobody to change the policy of.');
      for (const request of requestsOf(change, { secrets, keys }, state)) {
        const who = { objectId: principalId, tenantId: vault.tenantId };
        await azure.changePolicy(id, request.change, {
          ...who,
          secrets: request.secrets,
          keys: request.keys,
        });
      }
    },
    undo(input, before) {
      const { vaultId: id, principalResourceId: principal } = input;
      const secrets = input.secrets.filter((verb) => holds(before.secrets, verb) !== adds);
      const keys = input.keys.filter((verb) => holds(before.keys, verb) !== adds);
      const opposite = adds ? 'remove-vault-policy' : 'add-vault-policy';
      const nothing = secrets.length + keys.length === 0;
      const back = { vaultId: id, principalResourceId: principal, secrets, keys };
      return {
        possible: true,
        steps: nothing ? [] : [{ kind: opposite, input: back }],
        note: '',
      };
    },
    code(input, state) {
      const { vaultId: id, principalResourceId: principal } = input;
      const objectId = state?.principalId ?? new PrincipalOf(principal);
      const tenantId = state?.vault?.tenantId ?? new TenantId();
      // `az keyvault set-policy` sets a list as a whole; this changes the words that are named, as the step does.
      const az = requestsOf(change, input, state).map((request) => {
        const permissions = { secrets: request.secrets, keys: request.keys, certificates: [], storage: [] };
        return azCommand(
          'rest',
          '--method',
          'put',
          '--uri',
          `${id}/accessPolicies/${request.change}?api-version=2023-07-01`,
          '--body',
          [
            '{"properties":{"accessPolicies":[{"tenantId":"',
            tenantId,
            '","objectId":"',
            objectId,
            `","permissions":${JSON.stringify(permissions)}}]}}`,
          ],
        );
      });
      return adds ? { az, changes: [policyChange(input, objectId, state)] } : onlyCommands(removed, ...az);
    },
  });
}

/** https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
export const addVaultPolicy = policyStep('add-vault-policy', 'add');
export const removeVaultPolicy = policyStep('remove-vault-policy', 'remove');
