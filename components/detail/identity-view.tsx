import { ActionMenuIsland } from '@/components/detail/action-islands';
import { AppCode } from '@/components/detail/app-code';
import { CharacteristicCells } from '@/components/detail/characteristic-cells';
import { DetailHeader } from '@/components/detail/detail-header';
import { DetailPage } from '@/components/detail/detail-page';
import { EffectiveAccess } from '@/components/detail/effective-access';
import { FederatedCredentials } from '@/components/detail/federated-credentials';
import { RawJson } from '@/components/detail/raw-json';
import { AzCommands, Findings, Tags } from '@/components/detail/side-facts';
import { FlowStrip } from '@/components/flow/flow-strip';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { KindTag } from '@/components/ui/tag';
import { identityWithActions } from '@/lib/changes/offers/details';
import type { WithActions } from '@/lib/model/actions';
import type { HostRef, IdentityDetail } from '@/lib/model/identity-detail';
import type { CodeQuery } from '@/lib/onboarding/app-code';
import { routes } from '@/lib/routes';
import { RoleAssignmentRows } from './role-assignment-rows';

function Hosts({ hosts }: { hosts: readonly HostRef[] }) {
  return (
    <ul>
      {hosts.map((host) => (
        <li key={host.armId} className="border-line px-4 py-1.5 not-first:border-t">
          <EntityAnchor className="font-medium" href={routes.host(host.armId)}>
            {host.name}
          </EntityAnchor>{' '}
          <span className="text-ink-2">
            {host.resourceGroup} · {host.location} · {host.power}
          </span>
          <p className="text-sm text-ink-2">
            {host.isDefault ? 'code that names no identity gets this one' : 'code must name this identity'}
            {host.others > 0 &&
              ` · ${host.others} other ${host.others === 1 ? 'identity' : 'identities'} here`}
          </p>
        </li>
      ))}
    </ul>
  );
}

const noHost = {
  system: 'Its resource is not in what you can see.',
  user: 'No resource uses it. It stays, with everything it was granted, until somebody deletes it.',
  missing: 'Nothing visible refers to it.',
};

function Identity({ identity, query }: { identity: WithActions<IdentityDetail>; query: CodeQuery }) {
  return (
    <>
      <DetailHeader
        name={identity.name}
        mark={<KindTag kind={identity.kind} />}
        ids={[
          { label: 'id', value: identity.armId },
          { label: 'client', value: identity.clientId },
          { label: 'principal', value: identity.principalId },
        ]}
        portalUrl={identity.portalUrl}
        asOf={identity.asOf}
      />
      <ActionMenuIsland offers={identity.actions} />
      <CharacteristicCells of={identity.characteristics} />
      {identity.kind === 'user' && <FlowStrip armId={identity.armId} />}
      <Findings findings={identity.findings} gaps={identity.gaps} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <Panel title="Hosts" aside={String(identity.hosts.length)}>
          {identity.hosts.length > 0 ? (
            <Hosts hosts={identity.hosts} />
          ) : (
            <EmptyState title="On no resource">{noHost[identity.kind]}</EmptyState>
          )}
        </Panel>
        <Panel title="Grants" aside={`${identity.roleAssignments.length} · where each comes from`}>
          {identity.roleAssignments.length > 0 ? (
            <RoleAssignmentRows
              roleAssignments={identity.roleAssignments}
              label={`Grants of ${identity.name}`}
            />
          ) : (
            <EmptyState title="No access">No role assignment names it in what you can see.</EmptyState>
          )}
        </Panel>
      </div>
      {identity.effective.length > 0 && (
        <Panel title="Effective access" aside="actions minus not-actions, at each scope it holds a role">
          {identity.effective.map((at, index) => (
            <EffectiveAccess
              key={at.scope.scope}
              at={at}
              open={index === 0 && identity.effective.length === 1}
            />
          ))}
        </Panel>
      )}
      {identity.kind === 'user' && <FederatedCredentials identity={identity} />}
      <AppCode identity={identity} query={query} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Tags tags={identity.tags} />
        <AzCommands commands={identity.az} />
      </div>
      {identity.kind !== 'missing' && <RawJson armId={identity.armId} />}
    </>
  );
}

export function IdentityView({ armId, query = {} }: { armId: string; query?: CodeQuery }) {
  return (
    <DetailPage
      back={{ label: 'Identities', href: routes.identities() }}
      armId={armId}
      read={identityWithActions}
      during="Read the identity"
    >
      {(identity) => <Identity identity={identity} query={query} />}
    </DetailPage>
  );
}
