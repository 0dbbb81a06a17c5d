import { subscriptionScope } from '../../core/contract/arm-id.ts';
import type { Subscription } from '../../core/contract/entities.ts';
import type { Context, Namespace, Route } from '../../core/contract/provider.ts';
import { invalidNamespace } from '../../core/rules/arm-errors.ts';
import { namespaceNamed } from '../../core/tracked/namespaces.ts';
import { param, requireSubscription } from '../../core/tracked/not-found.ts';

const path = '/subscriptions/{subscriptionId}/providers';

function namespaceOf(context: Context): Namespace {
  const asked = param(context, 'namespace');
  const namespace = namespaceNamed(context, asked);
  if (!namespace) throw invalidNamespace(asked);
  return namespace;
}

function toWire({ namespace, resourceTypes }: Namespace, subscription: Subscription | undefined): unknown {
  const registered =
    subscription?.registeredProviders.some((name) => name.toLowerCase() === namespace.toLowerCase()) ?? true;
  return {
    ...(subscription
      ? { id: `${subscriptionScope(subscription.subscriptionId)}/providers/${namespace}` }
      : {}),
    namespace,
    registrationPolicy: 'RegistrationRequired',
    registrationState: registered ? 'Registered' : 'NotRegistered',
    resourceTypes: resourceTypes.map(({ name, apiVersions, locations }) => ({
      resourceType: name,
      locations,
      apiVersions,
      defaultApiVersion: apiVersions[0],
      capabilities:
        'CrossResourceGroupResourceMove, CrossSubscriptionResourceMove, SupportsTags, SupportsLocation',
    })),
  };
}

function setRegistered(context: Context, registered: boolean): Subscription {
  const subscription = requireSubscription(context);
  const { namespace } = namespaceOf(context);
  const others = subscription.registeredProviders.filter(
    (name) => name.toLowerCase() !== namespace.toLowerCase(),
  );
  const registeredProviders = registered ? [...others, namespace] : others;
  return context.world.subscriptions.put({ ...subscription, registeredProviders });
}

/** Resource provider registrations of a subscription; az reads api-versions from here. */
export const registrationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'Providers_List',
    action: 'Microsoft.Resources/subscriptions/providers/read',
    handle: (context) => {
      const subscription = requireSubscription(context);
      return {
        status: 200,
        body: { value: context.namespaces.map((namespace) => toWire(namespace, subscription)) },
      };
    },
  },
  {
    method: 'GET',
    path: `${path}/{namespace}`,
    operation: 'Providers_Get',
    action: 'Microsoft.Resources/subscriptions/providers/read',
    handle: (context) => ({ status: 200, body: toWire(namespaceOf(context), requireSubscription(context)) }),
  },
  {
    method: 'POST',
    path: `${path}/{namespace}/register`,
    operation: 'Providers_Register',
    action: null,
    handle: (context) => {
      const namespace = namespaceOf(context);
      context.authorize(
        `${namespace.namespace}/register/action`,
        subscriptionScope(param(context, 'subscriptionId')),
      );
      return { status: 200, body: toWire(namespace, setRegistered(context, true)) };
    },
  },
  {
    method: 'POST',
    path: `${path}/{namespace}/unregister`,
    operation: 'Providers_Unregister',
    action: null,
    handle: (context) => {
      const namespace = namespaceOf(context);
      context.authorize(
        `${namespace.namespace}/unregister/action`,
        subscriptionScope(param(context, 'subscriptionId')),
      );
      return { status: 200, body: toWire(namespace, setRegistered(context, false)) };
    },
  },
  {
    method: 'GET',
    path: '/providers',
    operation: 'Providers_ListAtTenantScope',
    action: null,
    handle: (context) => ({
      status: 200,
      body: { value: context.namespaces.map((namespace) => toWire(namespace, undefined)) },
    }),
  },
  {
    method: 'GET',
    path: '/providers/{namespace}',
    operation: 'Providers_GetAtTenantScope',
    action: null,
    handle: (context) => ({ status: 200, body: toWire(namespaceOf(context), undefined) }),
  },
];
