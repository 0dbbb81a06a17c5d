import { subscriptionScope } from '../../core/contract/arm-id.ts';
import type { Subscription } from '../../core/contract/entities.ts';
import type { Answer, Context, Route } from '../../core/contract/provider.ts';
import type { World } from '../../core/contract/world.ts';
import { authorizationFailed } from '../../core/rules/arm-errors.ts';
import { hasRoleBelow } from '../../core/tracked/access-below.ts';
import { requireSubscription } from '../../core/tracked/not-found.ts';
import { regions } from '../../core/tracked/regions.ts';

const readAction = 'Microsoft.Resources/subscriptions/read';

/** Whether the caller sees the subscription: may read it, or has a role on something in it. */
export function seesSubscription(context: Context, subscription: Subscription): boolean {
  const scope = subscriptionScope(subscription.subscriptionId);
  return context.may(readAction, scope) || hasRoleBelow(context.world, context.caller.objectId, scope);
}

function requireVisible(context: Context): Subscription {
  const subscription = requireSubscription(context);
  if (seesSubscription(context, subscription)) return subscription;
  throw authorizationFailed(context.caller, readAction, subscriptionScope(subscription.subscriptionId));
}

function toWire(subscription: Subscription): unknown {
  return {
    id: subscriptionScope(subscription.subscriptionId),
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.subscriptionId,
    tenantId: subscription.tenantId,
    displayName: subscription.displayName,
    state: 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

function tenantToWire({ tenantId, tenant }: World): unknown {
  return {
    id: `/tenants/${tenantId}`,
    tenantId,
    countryCode: 'NL',
    displayName: tenant.displayName,
    domains: [tenant.domain],
    tenantCategory: 'Home',
    defaultDomain: tenant.domain,
    tenantType: 'AAD',
  };
}

function locationToWire(subscriptionId: string, region: (typeof regions)[number]): unknown {
  const scope = subscriptionScope(subscriptionId);
  const paired =
    region.paired === '' ? [] : [{ name: region.paired, id: `${scope}/locations/${region.paired}` }];
  return {
    id: `${scope}/locations/${region.name}`,
    name: region.name,
    type: 'Region',
    displayName: region.displayName,
    regionalDisplayName: `(${region.geographyGroup}) ${region.displayName}`,
    metadata: {
      regionType: 'Physical',
      regionCategory: 'Recommended',
      geographyGroup: region.geographyGroup,
      pairedRegion: paired,
    },
  };
}

/** These two lists always have a nextLink by Azure's document; an empty one ends them. */
function withNextLink(answer: Answer): Answer {
  return typeof answer.body === 'object' ? { ...answer, body: { nextLink: '', ...answer.body } } : answer;
}

/** Tenants, subscriptions and their locations: what a client asks for first. */
export const subscriptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/tenants',
    operation: 'Tenants_List',
    action: null,
    handle: (context) => withNextLink(context.page([context.world], 100, tenantToWire)),
  },
  {
    method: 'GET',
    path: '/subscriptions',
    operation: 'Subscriptions_List',
    action: null,
    handle: (context) => {
      const rows = [...context.world.subscriptions.values()].filter((row) => seesSubscription(context, row));
      return withNextLink(context.page(rows, 1000, toWire));
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}',
    operation: 'Subscriptions_Get',
    action: null,
    handle: (context) => ({ status: 200, body: toWire(requireVisible(context)) }),
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/locations',
    operation: 'Subscriptions_ListLocations',
    action: null,
    handle: (context) => {
      const { subscriptionId } = requireVisible(context);
      return {
        status: 200,
        body: { value: regions.map((region) => locationToWire(subscriptionId, region)) },
      };
    },
  },
];
