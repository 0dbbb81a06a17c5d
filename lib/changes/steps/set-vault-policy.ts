import { z } from 'zod';
import { azCommand, type Change, IdOf, onlyCommands, PrincipalOf } from '@/lib/changes/code/step-code';
import type { AzureWriter, VaultState } from '@/lib/model/azure-writer';
import { nameOf, principalResourceId, systemIdentityId, vaultId } from './fields';
import { defineStep, type Step } from './step';

const verbs = z.array(z.enum(['get', 'list', 'set', 'delete'])).max(4);
const keyVerbs = z
  .array(z.enum(['get', 'list', 'sign', 'verify', 'encrypt', 'decrypt', 'wrapkey', 'unwrapkey']))
  .max(8);
const schema = z
  .object({ vaultId, principalResourceId, secrets: verbs.default([]), keys: keyVerbs.default([]) })
  .refine(({ secrets, keys }) => secrets.length + keys.length > 0, {
    path: ['secrets'],
    error: 'Choose what it may do.',
  });
type Input = z.infer<typeof schema>;
interface State {
  readonly vault: Pick<VaultState, 'usesRbac' | 'tenantId'> | null;
  readonly principalId: string | null;
  readonly secrets: readonly string[];
  readonly keys: readonly string[];
}

async function observe(
  { vaultId: id, principalResourceId: holder }: Input,
  azure: AzureWriter,
): Promise<State> {
  const [vault, principalId] = await Promise.all([azure.vault(id), azure.principalOf(holder)]);
  const assigned = vault?.policies.find(({ objectId }) => objectId === principalId);
  return {
    vault: vault && { usesRbac: vault.usesRbac, tenantId: vault.tenantId },
    principalId,
    secrets: assigned?.secrets ?? [],
    keys: assigned?.keys ?? [],
  };
}

const has = (assigned: readonly string[], wanted: readonly string[]): boolean =>
  assigned.includes('all') || wanted.every((verb) => assigned.includes(verb));

const words = ({ secrets, keys }: Input): string =>
  [
    ...(secrets.length > 0 ? [`secrets: ${secrets.join(', ')}`] : []),
    ...(keys.length > 0 ? [`keys: ${keys.join(', ')}`] : []),
  ].join(' · ');

/** Verbs as azurerm writes them; az and Azure take any casing. */
const azurermVerbs: Readonly<Record<string, string>> = { wrapkey: 'WrapKey', unwrapkey: 'UnwrapKey' };

/**
 * Policies are added to a vault by one child resource; all that a plan adds to a vault are in it.
 * https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/accesspolicies
 */
function policyChange(
  { vaultId: id, principalResourceId: holder, secrets, keys }: Input,
  principal: string | PrincipalOf,
  state: State | undefined,
): Change {
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
          id: `${of}/${holder}`,
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

function policyStep(change: 'add' | 'remove'): Step {
  const adds = change === 'add';
  return defineStep<Input, State>({
    kind: adds ? 'add-vault-policy' : 'remove-vault-policy',
    schema,
    title: ({ vaultId: id, principalResourceId: holder }) =>
      adds
        ? `Let ${nameOf(holder)} into vault ${nameOf(id)}`
        : `Take ${nameOf(holder)} out of vault ${nameOf(id)}`,
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
        : !secrets.some((verb) => state.secrets.includes(verb)) &&
          !keys.some((verb) => state.keys.includes(verb)),
    blocker({ vaultId: id, principalResourceId: holder }, { vault, principalId }, planned) {
      if (vault === null) return `The vault ${nameOf(id)} does not exist.`;
      if (vault.usesRbac)
        return `${nameOf(id)} uses Azure RBAC: access policies have no effect in it. Grant a role instead.`;
      if (
        principalId === null &&
        !planned.has(holder.toLowerCase()) &&
        !planned.has(systemIdentityId(holder).toLowerCase())
      )
        return `${nameOf(holder)} has no identity.`;
      return null;
    },
    impact: (input, state) => [
      {
        what: `${nameOf(input.principalResourceId)} in vault ${nameOf(input.vaultId)}`,
        before:
          [
            ...state.secrets.map((verb) => `secrets ${verb}`),
            ...state.keys.map((verb) => `keys ${verb}`),
          ].join(', ') || '—',
        after: adds ? words(input) : '—',
        note: adds ? 'Every secret of the vault, also those to come.' : '',
        tone: adds ? 'neutral' : 'lost',
      },
    ],
    async run({ vaultId: id, secrets, keys }, { principalId, vault }, azure) {
      if (principalId === null || vault === null) throw new Error('There is nobody to change the policy of.');
      await azure.changePolicy(id, change, {
        objectId: principalId,
        tenantId: vault.tenantId,
        secrets,
        keys,
      });
    },
    undo(input, before) {
      const { vaultId: id, principalResourceId: holder } = input;
      const secrets = input.secrets.filter((verb) => before.secrets.includes(verb) !== adds);
      const keys = input.keys.filter((verb) => before.keys.includes(verb) !== adds);
      const kind = adds ? 'remove-vault-policy' : 'add-vault-policy';
      const nothing = secrets.length + keys.length === 0;
      return {
        possible: true,
        steps: nothing ? [] : [{ kind, input: { vaultId: id, principalResourceId: holder, secrets, keys } }],
        note: '',
      };
    },
    code(input, state) {
      const { vaultId: id, principalResourceId: holder, secrets, keys } = input;
      const principal = state?.principalId ?? new PrincipalOf(holder);
      const command = azCommand(
        'keyvault',
        adds ? 'set-policy' : 'delete-policy',
        '--name',
        nameOf(id),
        '--object-id',
        principal,
        ...(adds && secrets.length > 0 ? ['--secret-permissions', ...secrets] : []),
        ...(adds && keys.length > 0 ? ['--key-permissions', ...keys] : []),
      );
      if (!adds) return onlyCommands('Remove its declaration.', command);
      return { az: [command], changes: [policyChange(input, principal, state)] };
    },
  });
}

/** https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
export const addVaultPolicy = policyStep('add');
export const removeVaultPolicy = policyStep('remove');
