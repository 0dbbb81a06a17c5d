import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import type { Result } from '@/lib/arm/fault';
import { resourceUrl } from '@/lib/arm/portal-url';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { Limiter } from '@/lib/azure/limiter';
import { env } from '@/lib/env';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { serviceOfType } from '@/lib/onboarding/identity-services';

/** A resource that could have a managed identity and has none. */
export interface ResourceWithoutIdentity {
  readonly armId: string;
  readonly name: string;
  readonly service: string;
  readonly subscription: string;
  readonly isMachine: boolean;
  readonly portalUrl: string;
}

export interface WithoutIdentity {
  readonly resources: readonly ResourceWithoutIdentity[];
  /** Subscriptions that could not be read, by name and why: what is in them is unknown. */
  readonly unreadable: readonly { readonly name: string; readonly why: string }[];
}

const inScope = (armId: string, scope: string) =>
  scope === '' || `${armId.toLowerCase()}/`.startsWith(`${scope.toLowerCase()}/`);

/**
 * Resources of every subscription the caller sees that support an identity by their type and have none, read from
 * Azure now: one list for each subscription. The estate itself keeps only VMs and what has identities.
 * @param scope '' or the ARM id of a subscription or resource group; a management group is not narrowed down
 * @param signal ends the wait; its reason is thrown. AzureError when not even the subscriptions can be listed.
 */
export async function resourcesWithoutIdentity(
  scope: string,
  signal: AbortSignal,
): Promise<Result<WithoutIdentity>> {
  const { snapshot } = await readyEstate(signal);
  const { reader } = snapshot.settings;
  const { tenantId, subscriptions } = snapshot.view;
  const narrowed = /^\/subscriptions\//i.test(scope) ? scope : '';
  const limiter = new Limiter(reader.concurrency);
  const resources: ResourceWithoutIdentity[] = [];
  const portalUrl = env().KEYLESS_PORTAL_URL;
  const read = async (subscriptionId: string, subscription: string) => {
    for await (const page of reader.resources(subscriptionId)) {
      signal.throwIfAborted();
      for (const { id, name, type, identity } of page) {
        const service = serviceOfType(type);
        if (!service || identity.type !== 'None' || !inScope(id, narrowed)) continue;
        resources.push({
          armId: id,
          name,
          service: service.name,
          subscription,
          isMachine: isVirtualMachine(type),
          portalUrl: resourceUrl(portalUrl, tenantId, id),
        });
      }
    }
  };
  const subscriptionOf = (id: string) => `/subscriptions/${id}`.toLowerCase();
  const wanted = subscriptions.filter(
    ({ subscriptionId }) =>
      narrowed === '' || `${narrowed.toLowerCase()}/`.startsWith(`${subscriptionOf(subscriptionId)}/`),
  );
  const unreadable = wanted
    .filter(({ visible }) => !visible)
    .map(({ name }) => ({ name, why: 'You have no role on it.' }));
  await Promise.all(
    wanted
      .filter(({ visible }) => visible)
      .map(({ subscriptionId, name }) =>
        limiter.run(() =>
          read(subscriptionId, name).catch((error: unknown) => {
            if (!(error instanceof AzureError)) throw error;
            unreadable.push({ name, why: error.fault.message });
          }),
        ),
      ),
  );
  const key = ({ service, name, armId }: ResourceWithoutIdentity) => `${service}\n${name}\n${armId}`;
  resources.sort((left, right) => key(left).localeCompare(key(right), 'en'));
  return { ok: true, value: { resources, unreadable } };
}
