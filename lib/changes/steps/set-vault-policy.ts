import { z } from 'zod';
import { az } from '@/lib/arm/az-command';
import { hclText, symbol } from '@/lib/changes/code/code-text';
import type { AzureWriter, VaultState } from '@/lib/model/azure-writer';
import { showPrincipal } from './assign-role';
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
    code({ vaultId: id, principalResourceId: holder, secrets, keys }, state) {
      const principal = state?.principalId ?? null;
      const permissions = [
        ...(secrets.length > 0 ? ['--secret-permissions', ...secrets] : []),
        ...(keys.length > 0 ? ['--key-permissions', ...keys] : []),
      ];
      const verb = adds ? 'set-policy' : 'delete-policy';
      const command = az(
        'keyvault',
        verb,
        '--name',
        nameOf(id),
        '--object-id',
        principal ?? 'PRINCIPAL',
        ...(adds ? permissions : []),
      );
      const list = (all: readonly string[]) =>
        `[${all.map((one) => hclText(one[0]?.toUpperCase() + one.slice(1))).join(', ')}]`;
      return {
        az: [principal === null ? command.replace('PRINCIPAL', `"$(${showPrincipal(holder)})"`) : command],
        bicep: `// In the declaration of ${nameOf(id)}, among its accessPolicies.`,
        arm: null,
        terraform: adds
          ? `resource "azurerm_key_vault_access_policy" "${symbol(nameOf(holder))}_${symbol(nameOf(id))}" {\n  key_vault_id       = ${hclText(id)}\n  tenant_id          = ${hclText(state?.vault?.tenantId ?? '')}\n  object_id          = ${hclText(principal ?? '')}\n  secret_permissions = ${list(secrets)}\n  key_permissions    = ${list(keys)}\n}`
          : '# Remove the declaration of the access policy.',
      };
    },
  });
}

/** https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
export const addVaultPolicy = policyStep('add');
export const removeVaultPolicy = policyStep('remove');
