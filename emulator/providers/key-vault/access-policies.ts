import { z } from 'zod';
import { ArmError } from '../../core/contract/errors.ts';
import type { Route } from '../../core/contract/provider.ts';
import { param, requireResource } from '../../core/tracked/not-found.ts';
import { parseBody } from '../../core/tracked/tracked-resource.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';
import { type AccessPolicy, policiesOf, policySchema } from './data/access-policy.ts';
import { vaultType } from './data/vault-type.ts';

const bodySchema = z.object({ properties: z.object({ accessPolicies: z.array(policySchema) }) });
type Kind = 'add' | 'replace' | 'remove';

const kinds = ['keys', 'secrets', 'certificates', 'storage'] as const;

function same(left: AccessPolicy, right: AccessPolicy): boolean {
  return (
    left.objectId.toLowerCase() === right.objectId.toLowerCase() &&
    (left.applicationId ?? '').toLowerCase() === (right.applicationId ?? '').toLowerCase()
  );
}

function combine(before: AccessPolicy, change: AccessPolicy, kind: Kind): AccessPolicy {
  if (kind === 'replace') return change;
  const result: Record<string, string[]> = {};
  for (const name of kinds) {
    const had = before.permissions[name] ?? [];
    const named = (change.permissions[name] ?? []).map((permission) => permission.toLowerCase());
    const kept =
      kind === 'remove' ? had.filter((permission) => !named.includes(permission.toLowerCase())) : had;
    const known = had.map((permission) => permission.toLowerCase());
    const added =
      kind === 'add'
        ? (change.permissions[name] ?? []).filter((permission) => !known.includes(permission.toLowerCase()))
        : [];
    result[name] = [...kept, ...added];
  }
  return { ...before, permissions: result };
}

/** Policies after a change: `add` merges permissions, `replace` sets them, `remove` takes them away and then empty policies. */
function changed(
  before: readonly AccessPolicy[],
  changes: readonly AccessPolicy[],
  kind: Kind,
): AccessPolicy[] {
  const after = before.map((policy) => {
    const change = changes.find((candidate) => same(candidate, policy));
    return change ? combine(policy, change, kind) : policy;
  });
  if (kind !== 'remove')
    return [...after, ...changes.filter((change) => !before.some((policy) => same(policy, change)))];
  return after.filter((policy) => kinds.some((name) => (policy.permissions[name] ?? []).length > 0));
}

function kindOf(text: string): Kind {
  const lower = text.toLowerCase();
  if (lower === 'add' || lower === 'replace' || lower === 'remove') return lower;
  throw new ArmError(
    400,
    'BadRequest',
    `The access policy operation '${text}' is not valid: use add, replace or remove.`,
  );
}

/** Changes the access policies of a vault. They have no effect while the vault uses Azure RBAC. */
export const accessPolicyRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: `${groupPath(vaultType)}/{name}/accessPolicies/{operationKind}`,
    operation: 'Vaults_UpdateAccessPolicy',
    action: `${vaultType}/accessPolicies/write`,
    handle: (context) => {
      const vault = requireResource(context, vaultType);
      const kind = kindOf(param(context, 'operationKind'));
      const { properties } = parseBody(bodySchema, context.body);
      const before = policiesOf(vault);
      const accessPolicies = changed(before, properties.accessPolicies, kind);
      context.world.resources.put({
        ...vault,
        properties: { ...vault.properties, accessPolicies },
        etag: vault.etag + 1,
        changedTime: context.clock.now(),
      });
      return {
        status: accessPolicies.length > before.length ? 201 : 200,
        body: {
          id: `${vault.id}/accessPolicies/`,
          type: `${vaultType}/accessPolicies`,
          properties: { accessPolicies },
        },
      };
    },
  },
];
