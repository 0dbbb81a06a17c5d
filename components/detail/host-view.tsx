import { ActionMenuIsland, PartActionsIsland } from '@/components/detail/action-islands';
import { AppCode } from '@/components/detail/app-code';
import { DetailHeader } from '@/components/detail/detail-header';
import { DetailPage } from '@/components/detail/detail-page';
import { RawJson } from '@/components/detail/raw-json';
import { AzCommands, Findings, Tags } from '@/components/detail/side-facts';
import { FlowStrip } from '@/components/flow/flow-strip';
import { CopyId } from '@/components/ui/copy-id';
import { EmptyState } from '@/components/ui/empty-state';
import { Learn } from '@/components/ui/learn';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { KindTag, Tag } from '@/components/ui/tag';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { hostWithActions } from '@/lib/changes/offers/details';
import type { WithActions } from '@/lib/model/actions';
import type { HostDetail, HostIdentity } from '@/lib/model/host-detail';
import type { CodeQuery } from '@/lib/onboarding/app-code';
import { routes } from '@/lib/routes';
import { RoleAssignmentRows } from './role-assignment-rows';

function IdentityOnHost({
  host,
  identity,
  isDefault,
}: {
  host: WithActions<HostDetail>;
  identity: HostIdentity;
  isDefault: boolean;
}) {
  return (
    <section aria-label={identity.name} className="border-line not-first:border-t">
      <div className="px-4 py-2">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">
          <EntityAnchor href={routes.identity(identity.armId)}>{identity.name}</EntityAnchor>
          <KindTag kind={identity.kind} />
          {isDefault && <Tag tone="neutral">default from IMDS</Tag>}
          <PartActionsIsland offers={host.partActions[identity.armId]} />
        </h3>
        <p className="text-ink-2">
          {identity.sharing.rule}. {identity.sharing.fact}
        </p>
        <p className="flex flex-wrap gap-x-4 text-ink-2">
          {identity.clientId !== '' && (
            <span>
              client <CopyId value={identity.clientId} label="client" />
            </span>
          )}
          {identity.principalId !== '' && (
            <span>
              principal <CopyId value={identity.principalId} label="principal" />
            </span>
          )}
        </p>
      </div>
      {identity.roleAssignments.length > 0 ? (
        <RoleAssignmentRows roleAssignments={identity.roleAssignments} label={`Grants of ${identity.name}`} />
      ) : (
        <p className="px-4 pb-3 text-ink-2">No role assignment names it in what you can see.</p>
      )}
    </section>
  );
}

function ImdsDefault({ of }: { of: HostDetail['imdsDefault'] }) {
  const answer = {
    system: 'Its own, system-assigned identity',
    user: of.identity?.name ?? 'Its one user-assigned identity',
    ambiguous: 'None: code must say which identity it wants',
    none: 'No token: there is no identity',
  }[of.kind];
  return (
    <div className="border-line px-4 py-3">
      <p className="text-sm text-ink-2">
        What code that names no identity gets
        <Learn about="imds" />
      </p>
      <p className="font-semibold text-md">{answer}</p>
      <p className="text-ink-2">{of.rule}</p>
    </div>
  );
}

function Host({ host, query }: { host: WithActions<HostDetail>; query: CodeQuery }) {
  const facts = [
    ['Type', host.type],
    ['Where', `${host.resourceGroup} · ${host.subscriptionName} · ${host.location}`],
    ['State', host.power],
    ['Size', [host.size, host.os].filter((part) => part !== '').join(' · ')],
  ].filter(([, value]) => value !== '');
  return (
    <>
      <DetailHeader
        name={host.name}
        mark={<Tag tone="neutral">{host.identityType === 'None' ? 'no identity' : host.identityType}</Tag>}
        ids={[{ label: 'id', value: host.armId }]}
        portalUrl={host.portalUrl}
        asOf={host.asOf}
      />
      <ActionMenuIsland offers={host.actions} />
      <div className="grid rounded-md border border-line bg-surface md:grid-cols-2 md:divide-x md:divide-line">
        <ImdsDefault of={host.imdsDefault} />
        <dl className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-1 px-4 py-3 max-md:border-line max-md:border-t">
          {facts.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-ink-2">{label}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {isVirtualMachine(host.type) ? (
        <FlowStrip armId={host.armId} />
      ) : (
        <p className="text-ink-2">The authentication flow is shown for virtual machines only.</p>
      )}
      <Findings findings={host.findings} gaps={host.gaps} />
      <Panel title="Identities" aside={String(host.identities.length)}>
        {host.identities.length > 0 ? (
          host.identities.map((identity) => (
            <IdentityOnHost
              key={identity.armId}
              host={host}
              identity={identity}
              isDefault={host.imdsDefault.identity?.href === identity.href}
            />
          ))
        ) : (
          <EmptyState
            title="No identity"
            action={
              <LinkButton href={routes.start(`?where=one&vm=${encodeURIComponent(host.armId)}`)}>
                Which identity do I need?
              </LinkButton>
            }
          >
            Code here has no managed identity to get a token with. It would need a secret of its own.
          </EmptyState>
        )}
      </Panel>
      <AppCode machine={host} query={query} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Tags tags={host.tags} />
        <AzCommands commands={host.az} />
      </div>
      <RawJson armId={host.armId} />
    </>
  );
}

export function HostView({ armId, query = {} }: { armId: string; query?: CodeQuery }) {
  return (
    <DetailPage
      back={{ label: 'Virtual machines', href: routes.vms() }}
      armId={armId}
      read={hostWithActions}
      during="Read the resource"
    >
      {(host) => <Host host={host} query={query} />}
    </DetailPage>
  );
}
