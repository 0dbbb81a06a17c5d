import type { ArmResource } from '../../../core/contract/entities.ts';
import type { Evaluator } from '../../../core/contract/evaluator.ts';
import type { HttpRequest } from '../../../core/contract/http.ts';
import type { TokenClaims } from '../../../core/contract/token.ts';
import type { World } from '../../../core/contract/world.ts';
import { withGroups } from '../../../core/rules/group-membership.ts';
import { networkVerdict } from '../../../core/rules/network-rules.ts';
import { policiesOf } from './access-policy.ts';
import type { VaultOperation } from './vault-call.ts';
import { vaultErrors } from './vault-error.ts';

/** How Key Vault names a caller in its refusals. */
function callerText(world: World, claims: TokenClaims): string {
  const groups = withGroups(world, claims.oid).size - 1;
  return `appid=${claims.appid};oid=${claims.oid};${groups > 0 ? `numgroups=${groups};` : ''}iss=${claims.iss}`;
}

/** Whether an access policy of the vault gives the permission to the caller or one of its groups. */
function allowedByPolicy(
  world: World,
  vault: ArmResource,
  claims: TokenClaims,
  [kind, permission]: VaultOperation['policy'],
): boolean {
  const ids = withGroups(world, claims.oid);
  return policiesOf(vault).some((policy) => {
    if (policy.tenantId.toLowerCase() !== world.tenantId.toLowerCase()) return false;
    if (!ids.has(policy.objectId.toLowerCase())) return false;
    // A compound policy is for that user in that application only.
    if (policy.applicationId && policy.applicationId.toLowerCase() !== claims.appid.toLowerCase())
      return false;
    const given = (policy.permissions[kind] ?? []).map((name) => name.toLowerCase());
    return given.includes(permission.toLowerCase()) || given.includes('all');
  });
}

/**
 * Lets the caller pass or throws 403. A vault knows one of two models and ignores what the other grants: Azure RBAC's
 * data actions, down to `{vault}/secrets/{name}`, or the access policies stored in the vault itself.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy
 */
export function authorizeVault(
  world: World,
  evaluator: Evaluator,
  about: {
    vault: ArmResource;
    claims: TokenClaims;
    operation: VaultOperation;
    name: string | undefined;
    request: HttpRequest;
  },
): void {
  const { vault, claims, operation, name, request } = about;
  const caller = callerText(world, claims);
  const vaultText = `${vault.name};location=${vault.location}`;
  const network = networkVerdict(world, vault, request);
  if (network.kind === 'disabled') throw vaultErrors.closed({ caller, vault: vaultText });
  if (network.kind === 'refused')
    throw vaultErrors.forbiddenByFirewall({ ...network, caller, vault: vaultText });
  const [kind, permission] = operation.policy;
  if (vault.properties.enableRbacAuthorization === true) {
    const scope = name === undefined ? vault.id : `${vault.id}/${kind}/${name}`;
    const action = `Microsoft.KeyVault/vaults/${operation.dataAction}`;
    if (!evaluator.mayData(claims.oid, action, scope))
      throw vaultErrors.forbiddenByRbac({
        caller,
        action,
        scope,
        vault: vaultText,
        why: evaluator.whyNot(claims.oid, action, scope, { data: true }),
      });
    return;
  }
  if (!allowedByPolicy(world, vault, claims, operation.policy))
    throw vaultErrors.accessDenied({ caller, kind, permission, vault: vaultText });
}
