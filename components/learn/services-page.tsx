import 'server-only';
import { KnownFirst } from '@/components/live/known-first';
import { buttonStyle } from '@/components/ui/button-style';
import { EmptyState } from '@/components/ui/empty-state';
import { LazyFaultNotice } from '@/components/ui/lazy-fault-notice';
import { countOf } from '@/components/ui/num';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { Result } from '@/lib/arm/fault';
import { resourcesWithoutIdentity, type WithoutIdentity } from '@/lib/estate/details/without-identity';
import { resultOf } from '@/lib/estate/snapshot/known-estate';
import {
  identityServices,
  type Supported,
  servicesSource,
  servicesWith,
  tokenEndpoints,
} from '@/lib/onboarding/identity-services';
import { routes } from '@/lib/routes';

/** A page is for reading: who has more narrows the scope. */
const mostShown = 200;

const words: Record<Supported, string> = { yes: 'Yes', no: 'No', unknown: 'Unknown' };

function Missing({ found }: { found: WithoutIdentity }) {
  const { resources, unreadable } = found;
  const shown = resources.slice(0, mostShown);
  return (
    <>
      {shown.length === 0 && (
        <EmptyState title="None found">
          {unreadable.length === 0
            ? 'Every resource here that supports a managed identity has one.'
            : 'Every resource that could be read has one. The rest is unknown.'}
        </EmptyState>
      )}
      <ul>
        {shown.map(({ armId, name, service, subscription, isMachine, portalUrl }) => (
          <li
            key={armId}
            className="flex flex-wrap items-center justify-between gap-x-4 border-line px-4 py-1.5 not-first:border-t"
          >
            <span className="min-w-0 break-words">
              {isMachine ? (
                <EntityAnchor className="font-medium" href={routes.host(armId)}>
                  {name}
                </EntityAnchor>
              ) : (
                <span className="font-medium">{name}</span>
              )}{' '}
              <span className="text-ink-2">
                {service} · {subscription}
              </span>
            </span>
            {isMachine ? (
              <EntityAnchor href={routes.giveIdentity(`?vm=${encodeURIComponent(armId)}`)}>
                Assign identity<span className="sr-only"> to {name}</span>
              </EntityAnchor>
            ) : (
              <a href={portalUrl} target="_blank" rel="noreferrer" className="text-accent underline">
                Open in Azure portal<span className="sr-only">: {name}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {resources.length > shown.length && (
        <p className="border-line border-t px-4 py-2 text-ink-2">
          {countOf(resources.length - shown.length, 'more resource')}. Choose a smaller scope to see them.
        </p>
      )}
      {unreadable.map(({ name, why }) => (
        <p key={name} className="border-line border-t px-4 py-2">
          <span className="font-medium text-access">Unknown: {name}.</span>{' '}
          <span className="text-ink-2">{why} Which resources in it have no identity can’t be told.</span>
        </p>
      ))}
    </>
  );
}

function MissingPanel({ result }: { result: Result<WithoutIdentity> }) {
  if (!result.ok) return <LazyFaultNotice fault={result.fault} />;
  const { resources } = result.value;
  return (
    <Panel title="Resources here without an identity" aside={countOf(resources.length, 'resource')}>
      <Missing found={result.value} />
    </Panel>
  );
}

function Services({ text }: { text: string }) {
  const services = servicesWith(text);
  return (
    <Panel
      title="Services that support managed identities"
      aside={`${services.length} of ${identityServices.length}`}
    >
      {services.length === 0 && (
        <EmptyState title={`No results for “${text}”`}>
          Search by the name of a service, a resource type, or where it is switched on.
        </EmptyState>
      )}
      <ul>
        {services.map(({ name, types, system, user, where, endpoint, source }) => (
          <li key={name} className="border-line px-4 py-2 not-first:border-t">
            <h3 className="font-medium">
              <a href={source} target="_blank" rel="noreferrer" className="text-accent underline">
                {name}
              </a>
            </h3>
            <dl className="mt-0.5 grid grid-cols-2 gap-x-6 text-ink-2 md:grid-cols-[1fr_1fr_2fr_2fr]">
              {[
                ['System-assigned', words[system]],
                ['User-assigned', words[user]],
                ['Switched on', where],
                ['Token endpoint', tokenEndpoints[endpoint]],
              ].map(([label, value]) => (
                <div key={label}>
                  <dt className="text-sm">{label}</dt>
                  <dd className="break-words text-ink">{value}</dd>
                </div>
              ))}
            </dl>
            {types.length > 0 && (
              <p className="mt-0.5 break-words font-mono text-sm text-ink-2">{types.join(', ')}</p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Which services support managed identities, and which resources of the estate could have one and have none. */
export function ServicesPage({ text, scope }: { text: string; scope: string }) {
  const missing = resultOf(
    (signal) => resourcesWithoutIdentity(scope, signal),
    'List resources without an identity',
  );
  return (
    <>
      <PageHeader
        trail={<EntityAnchor href={routes.learn()}>Learn</EntityAnchor>}
        title="Services with managed identities"
        subtitle={
          <>
            From{' '}
            <a href={servicesSource.url} target="_blank" rel="noreferrer" className="text-accent underline">
              Microsoft’s list
            </a>
            , edition of Feb 27, 2025.
          </>
        }
      />
      <div className="space-y-4">
        <KnownFirst
          value={missing}
          waiting={
            <p role="status" className="text-ink-2">
              Looking for resources without an identity…
            </p>
          }
        >
          {(result) => <MissingPanel result={result} />}
        </KnownFirst>
        <form method="get" className="flex flex-wrap gap-2">
          {scope !== '' && <input type="hidden" name="scope" value={scope} />}
          <input
            type="search"
            name="q"
            defaultValue={text}
            maxLength={100}
            aria-label="Search services"
            placeholder="Search services"
            className="h-8 w-72 max-w-full rounded-md border border-line-strong bg-surface px-2.5"
          />
          <button type="submit" className={buttonStyle()}>
            Search services
          </button>
        </form>
        <Services text={text} />
      </div>
    </>
  );
}
