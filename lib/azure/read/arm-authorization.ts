import 'server-only';
import { nameOf } from '@/lib/arm/arm-id';
import type { AzureClients } from '@/lib/azure/clients';
import { toSeconds } from '@/lib/azure/reshape';
import type {
  DenyAssignmentModel,
  PermissionModel,
  RoleAssignmentModel,
  RoleDefinitionModel,
} from '@/lib/model/arm-models';

function toPermission(permission: Partial<PermissionModel>): PermissionModel {
  return {
    actions: permission.actions ?? [],
    notActions: permission.notActions ?? [],
    dataActions: permission.dataActions ?? [],
    notDataActions: permission.notDataActions ?? [],
  };
}

function withoutTrailingSlash(scope: string): string {
  return scope.length > 1 && scope.endsWith('/') ? scope.slice(0, -1) : scope;
}

/** Role definitions usable in a subscription: the custom ones, and the built-in ones when asked for. */
export async function* roleDefinitions(
  clients: AzureClients,
  subscriptionId: string,
  withBuiltIn: boolean,
): AsyncGenerator<RoleDefinitionModel[]> {
  const filter = withBuiltIn ? undefined : "type eq 'CustomRole'";
  const list = clients
    .authorization(subscriptionId)
    .roleDefinitions.list(`subscriptions/${subscriptionId}`, filter ? { filter } : {});
  for await (const page of list.byPage()) {
    const models: RoleDefinitionModel[] = [];
    for (const role of page) {
      if (!role.name) continue;
      models.push({
        guid: role.name.toLowerCase(),
        name: role.roleName ?? role.name,
        type: role.roleType === 'CustomRole' ? 'CustomRole' : 'BuiltInRole',
        permissions: (role.permissions ?? []).map(toPermission),
      });
    }
    yield models;
  }
}

/** Role assignments at a subscription, below it and inherited by it. */
export async function* roleAssignments(
  clients: AzureClients,
  subscriptionId: string,
): AsyncGenerator<RoleAssignmentModel[]> {
  const list = clients.authorization(subscriptionId).roleAssignments.listForSubscription();
  for await (const page of list.byPage()) {
    const models: RoleAssignmentModel[] = [];
    for (const one of page) {
      if (!one.id || !one.name || !one.principalId || !one.roleDefinitionId) continue;
      models.push({
        id: one.id,
        name: one.name,
        scope: withoutTrailingSlash(one.scope ?? '/'),
        principalId: one.principalId.toLowerCase(),
        principalType: one.principalType ?? '',
        roleGuid: nameOf(one.roleDefinitionId).toLowerCase(),
        condition: one.condition ?? '',
        description: one.description ?? '',
        created: toSeconds(one.createdOn),
        createdBy: one.createdBy ?? '',
      });
    }
    yield models;
  }
}

/** Deny assignments at a subscription, below it and inherited by it. */
export async function* denyAssignments(
  clients: AzureClients,
  subscriptionId: string,
): AsyncGenerator<DenyAssignmentModel[]> {
  for await (const page of clients.authorization(subscriptionId).denyAssignments.list().byPage()) {
    const models: DenyAssignmentModel[] = [];
    for (const deny of page) {
      if (!deny.id) continue;
      models.push({
        id: deny.id,
        name: deny.denyAssignmentName ?? deny.name ?? '',
        scope: withoutTrailingSlash(deny.scope ?? '/').toLowerCase(),
        permissions: (deny.permissions ?? []).map(toPermission),
        principals: (deny.principals ?? []).map(({ id }) => id?.toLowerCase() ?? ''),
        excludedPrincipals: (deny.excludePrincipals ?? []).map(({ id }) => id?.toLowerCase() ?? ''),
        doNotApplyToChildScopes: deny.doNotApplyToChildScopes === true,
      });
    }
    yield models;
  }
}
