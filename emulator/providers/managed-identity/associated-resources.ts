import type { ArmResource } from '../../core/contract/entities.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { requireResource } from '../../core/tracked/not-found.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';
import { identityType } from './user-assigned.ts';

function toWire(context: Context, resource: ArmResource): unknown {
  return {
    id: resource.id,
    name: resource.name,
    type: resource.type.toLowerCase(),
    resourceGroup: resource.resourceGroup,
    subscriptionId: resource.subscriptionId,
    subscriptionDisplayName: context.world.subscriptions.get(resource.subscriptionId)?.displayName ?? '',
  };
}

function number(context: Context, name: string): number | undefined {
  const text = context.query.get(name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * Resources that refer to an identity. Needs only read on the identity and also answers resources the caller cannot
 * read; `$top=0` answers the count alone.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-view-associated-resources-for-an-identity
 */
export const associatedResourceRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${groupPath(identityType)}/{name}/listAssociatedResources`,
    operation: 'UserAssignedIdentities_ListAssociatedResources',
    action: `${identityType}/read`,
    handle: (context) => {
      const identity = requireResource(context, identityType);
      const rows = context.world.resources.find('userAssigned', identity.id);
      const top = number(context, '$top') ?? 100;
      const skip = number(context, '$skip') ?? 0;
      const value = rows.slice(skip, skip + top).map((row) => toWire(context, row));
      const next = skip + top;
      const query = new URLSearchParams(context.query);
      query.set('$skip', String(next));
      const more = top > 0 && next < rows.length;
      return {
        status: 200,
        body: {
          totalCount: rows.length,
          value,
          ...(more ? { nextLink: `${context.origin}${context.path}?${query}` } : {}),
        },
      };
    },
  },
];
