import 'server-only';
import type { RoleAssignment } from '@azure/arm-authorization';
import { z } from 'zod';
import { nameOf, resourceGroupParts, subscriptionIdOf, subscriptionScopeOf } from '@/lib/arm/arm-id';
import type { AzureClients } from '@/lib/azure/clients';
import { during, orNull } from '@/lib/azure/during';
import { sendJson, sendPages } from '@/lib/azure/send';
import type { RolePermission } from '@/lib/model/estate-reader';
import type { AccessPolicy, AssignmentState, LockState, VaultState } from '@/lib/model/writer-states';

const lockVersion = 'api-version=2020-05-01';
const vaultVersion = 'api-version=2023-07-01';
const permissionVersion = 'api-version=2022-04-01';

const names = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const lockSchema = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({ level: z.string() }),
});
const permissionSchema = z.object({
  actions: names,
  notActions: names,
  dataActions: names,
  notDataActions: names,
});
const vaultSchema = z.object({
  id: z.string(),
  location: z.string(),
  properties: z.object({
    tenantId: z.string(),
    enableRbacAuthorization: z.boolean().nullish(),
    accessPolicies: z
      .array(
        z.object({
          objectId: z.string(),
          applicationId: z.string().nullish(),
          permissions: z.object({ secrets: names, keys: names }),
        }),
      )
      .nullish(),
  }),
});

function stateOf(one: RoleAssignment): AssignmentState {
  return {
    id: one.id ?? '',
    scope: one.scope ?? '',
    principalId: one.principalId?.toLowerCase() ?? '',
    principalType: one.principalType ?? 'Unknown',
    roleGuid: nameOf(one.roleDefinitionId ?? '').toLowerCase(),
    condition: one.condition ?? '',
    description: one.description ?? '',
  };
}

/** A scope as the SDK puts it into a path, behind a slash of its own. */
const inPath = (scope: string): string => (scope === '/' ? '' : scope);

type NewAssignment = Omit<AssignmentState, 'id' | 'scope'>;

/** Role assignments, locks, vaults and what the caller may do, for steps. */
export function stepAccess(clients: AzureClients) {
  const urlOf = (id: string, version: string) => `${clients.endpoint}${encodeURI(id)}?${version}`;
  // Any subscription will do: scopes are given in full.
  const authorization = (scope: string) =>
    clients.authorization(subscriptionIdOf(scope) || '00000000-0000-0000-0000-000000000000');
  const lockUrl = (scope: string, name: string) =>
    urlOf(`${scope}/providers/Microsoft.Authorization/locks/${name}`, lockVersion);
  return {
    assignment: (id: string): Promise<AssignmentState | null> =>
      orNull('Read a role assignment', async () =>
        stateOf(await authorization(id).roleAssignments.getById(id)),
      ),
    /** Assignments to this principal at exactly this scope. */
    assignmentsOf: (scope: string, principalId: string): Promise<readonly AssignmentState[]> =>
      during('List role assignments', async () => {
        const found: AssignmentState[] = [];
        const list = authorization(scope).roleAssignments.listForScope(inPath(scope), {
          filter: `principalId eq '${principalId}'`,
        });
        for await (const one of list) {
          const state = stateOf(one);
          if (state.scope.toLowerCase() === scope.toLowerCase()) found.push(state);
        }
        return found;
      }),
    putAssignment: (
      scope: string,
      name: string,
      { roleGuid, principalId, principalType, condition, description }: NewAssignment,
    ): Promise<void> =>
      during('Create a role assignment', async () => {
        await authorization(scope).roleAssignments.create(inPath(scope), name, {
          roleDefinitionId: `${subscriptionScopeOf(scope)}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`,
          principalId,
          // Without it Azure refuses principals that are too new for it to know.
          ...(principalType === '' ? {} : { principalType }),
          ...(condition === '' ? {} : { condition, conditionVersion: '2.0' }),
          ...(description === '' ? {} : { description }),
        });
      }),
    deleteAssignment: (id: string): Promise<void> =>
      during('Delete a role assignment', async () => {
        await authorization(id).roleAssignments.deleteById(id);
      }),
    /** Locks at the scope or above it, in its subscription. */
    locks: (scope: string): Promise<readonly LockState[]> =>
      during('List locks', async () => {
        const subscription = subscriptionScopeOf(scope);
        if (subscription === '') return [];
        const url = urlOf(`${subscription}/providers/Microsoft.Authorization/locks`, lockVersion);
        const found: LockState[] = [];
        for await (const page of sendPages(clients.arm, url, lockSchema))
          for (const { id, name, properties } of page) found.push({ id, name, level: properties.level });
        return found;
      }),
    putLock: (scope: string, name: string, notes: string): Promise<void> =>
      during(`Create lock ${name}`, async () => {
        const properties = { level: 'CanNotDelete', ...(notes === '' ? {} : { notes }) };
        await sendJson(clients.arm, lockUrl(scope, name), { method: 'PUT', body: { properties } });
      }),
    deleteLock: (scope: string, name: string): Promise<void> =>
      during(`Delete lock ${name}`, async () => {
        await sendJson(clients.arm, lockUrl(scope, name), { method: 'DELETE' });
      }),
    vault: (id: string): Promise<VaultState | null> =>
      orNull('Read a key vault', async () => {
        const body = await sendJson(clients.arm, urlOf(id, vaultVersion));
        const { location, properties } = vaultSchema.parse(body);
        return {
          id,
          location,
          tenantId: properties.tenantId,
          usesRbac: properties.enableRbacAuthorization === true,
          // With an application id an entry is for that application acting on behalf of the principal only.
          policies: (properties.accessPolicies ?? [])
            .filter(({ applicationId }) => !applicationId)
            .map(({ objectId, permissions }) => ({
              objectId: objectId.toLowerCase(),
              secrets: permissions.secrets.map((one) => one.toLowerCase()),
              keys: permissions.keys.map((one) => one.toLowerCase()),
            })),
        };
      }),
    /** Adds the permissions to what the principal has, or takes them out of it; the rest stays. */
    changePolicy: (
      id: string,
      change: 'add' | 'remove',
      { objectId, tenantId, secrets, keys }: AccessPolicy,
    ): Promise<void> =>
      during('Change an access policy', async () => {
        const permissions = { secrets, keys, certificates: [], storage: [] };
        const body = { properties: { accessPolicies: [{ tenantId, objectId, permissions }] } };
        const url = urlOf(`${id}/accessPolicies/${change}`, vaultVersion);
        await sendJson(clients.arm, url, { method: 'PUT', body });
      }),
    /** What the caller may do at a scope by role assignments; deny assignments are not subtracted. */
    permissions: (scope: string): Promise<readonly RolePermission[]> =>
      during('Ask what you may do', async () => {
        const url = urlOf(
          `${inPath(scope)}/providers/Microsoft.Authorization/permissions`,
          permissionVersion,
        );
        const found: RolePermission[] = [];
        for await (const page of sendPages(clients.arm, url, permissionSchema)) found.push(...page);
        return found;
      }),
    resourceGroup: (id: string) =>
      orNull('Read a resource group', async () => {
        const { subscriptionId, name } = resourceGroupParts(id);
        const { location } = await clients.resources(subscriptionId).resourceGroups.get(name);
        return { location };
      }),
    putResourceGroup: (id: string, location: string): Promise<void> =>
      during('Create a resource group', async () => {
        const { subscriptionId, name } = resourceGroupParts(id);
        await clients.resources(subscriptionId).resourceGroups.createOrUpdate(name, { location });
      }),
  };
}
