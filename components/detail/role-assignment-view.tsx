import { ActionMenuIsland } from '@/components/detail/action-islands';
import { CopyId } from '@/components/ui/copy-id';
import { Learn } from '@/components/ui/learn';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { Tag } from '@/components/ui/tag';
import { roleAssignmentWithActions } from '@/lib/changes/offers/details';
import type { WithActions } from '@/lib/model/actions';
import type { RoleAssignmentPage } from '@/lib/model/role-assignment-page';
import { routes } from '@/lib/routes';
import { DetailHeader } from './detail-header';
import { DetailPage } from './detail-page';
import { EffectiveAccess } from './effective-access';
import { RawJson } from './raw-json';
import { RoleAssignmentRows } from './role-assignment-rows';
import { AzCommands, Findings } from './side-facts';

function Principal({ principal }: { principal: RoleAssignmentPage['principal'] }) {
  return (
    <p className="px-4 py-2">
      {principal.link ? (
        <EntityAnchor href={principal.link.href}>{principal.name}</EntityAnchor>
      ) : (
        <span className="font-medium">{principal.name}</span>
      )}{' '}
      <Tag tone={principal.kind === 'orphan' ? 'critical' : 'neutral'}>{principal.kind}</Tag>{' '}
      <CopyId value={principal.principalId} label="principal" />
    </p>
  );
}

function RoleAssignment({ roleAssignment }: { roleAssignment: WithActions<RoleAssignmentPage> }) {
  return (
    <>
      <DetailHeader
        name={`${roleAssignment.role} on ${roleAssignment.scope.name}`}
        mark={<Tag tone="access">grant</Tag>}
        ids={[
          { label: 'id', value: roleAssignment.armId },
          { label: 'role', value: roleAssignment.roleDefinitionId },
        ]}
        portalUrl={roleAssignment.portalUrl}
        asOf={roleAssignment.asOf}
      />
      <ActionMenuIsland offers={roleAssignment.actions} />
      <Findings findings={roleAssignment.findings} gaps={[]} />
      <Panel
        title={
          <>
            Who
            <Learn about="role-assignment" />
          </>
        }
        aside="a grant is a role assignment in Azure’s words"
      >
        <Principal principal={roleAssignment.principal} />
        {roleAssignment.reaches.length > 0 && (
          <ul className="border-line border-t px-4 py-2">
            {roleAssignment.reaches.map((member) => (
              <li key={member.href}>
                reaches <EntityAnchor href={member.href}>{member.name}</EntityAnchor>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel
        title={
          <>
            What
            <Learn about="scope" />
          </>
        }
      >
        <RoleAssignmentRows roleAssignments={[roleAssignment]} label="The role assignment" />
        {roleAssignment.condition !== null && (
          <div className="border-line border-t px-4 py-2">
            <p className="text-sm text-ink-2">Condition</p>
            <pre className="whitespace-pre-wrap font-mono text-sm">{roleAssignment.condition}</pre>
          </div>
        )}
        {roleAssignment.description && (
          <p className="border-line border-t px-4 py-2">{roleAssignment.description}</p>
        )}
      </Panel>
      <Panel title="Effective access" aside="of this role assignment, at its scope">
        <EffectiveAccess at={roleAssignment.effective} open />
      </Panel>
      <AzCommands commands={roleAssignment.az} />
      <RawJson armId={roleAssignment.armId} />
    </>
  );
}

export function RoleAssignmentView({ armId }: { armId: string }) {
  return (
    <DetailPage
      back={{ label: 'Grants', href: routes.roleAssignments() }}
      armId={armId}
      read={roleAssignmentWithActions}
      during="Read the role assignment"
    >
      {(roleAssignment) => <RoleAssignment roleAssignment={roleAssignment} />}
    </DetailPage>
  );
}
