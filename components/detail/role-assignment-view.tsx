'use client';

import { PlanButton } from '@/components/plans/plan-button';
import { CopyId } from '@/components/ui/copy-id';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { Tag } from '@/components/ui/tag';
import type { GrantPage } from '@/lib/model/role-assignment-page';
import { api, routes } from '@/lib/routes';
import { DetailHeader } from './detail-header';
import { DetailPage } from './detail-page';
import { EffectiveAccess } from './effective-access';
import { RawJson } from './raw-json';
import { GrantRows } from './role-assignment-rows';
import { AzCommands, Findings } from './side-facts';

function Principal({ principal }: { principal: GrantPage['principal'] }) {
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

function Grant({ grant }: { grant: GrantPage }) {
  return (
    <>
      <DetailHeader
        name={`${grant.role} on ${grant.scope.name}`}
        mark={<Tag tone="grant">grant</Tag>}
        ids={[
          { label: 'id', value: grant.armId },
          { label: 'role', value: grant.roleDefinitionId },
        ]}
        portalUrl={grant.portalUrl}
        asOf={grant.asOf}
      />
      <div className="flex flex-wrap gap-2">
        <PlanButton
          label="Remove…"
          variant="danger"
          title={`Remove ${grant.role} from ${grant.principal.name}`}
          steps={() => [
            {
              kind: 'remove-role',
              stage: 0,
              input: {
                scope: grant.scope.scope,
                roleName: grant.role,
                holder: grant.principal.name,
                assignmentId: grant.armId,
              },
            },
          ]}
        />
      </div>
      <Findings findings={grant.findings} gaps={[]} />
      <Panel title="Who" aside="a grant is a role assignment in Azure’s words">
        <Principal principal={grant.principal} />
        {grant.reaches.length > 0 && (
          <ul className="border-line border-t px-4 py-2">
            {grant.reaches.map((member) => (
              <li key={member.href}>
                reaches <EntityAnchor href={member.href}>{member.name}</EntityAnchor>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="What">
        <GrantRows grants={[grant]} label="The role assignment" />
        {grant.condition !== null && (
          <div className="border-line border-t px-4 py-2">
            <p className="text-sm text-ink-2">Condition</p>
            <pre className="whitespace-pre-wrap font-mono text-sm">{grant.condition}</pre>
          </div>
        )}
        {grant.description && <p className="border-line border-t px-4 py-2">{grant.description}</p>}
      </Panel>
      <Panel title="Effective access" aside="of this role assignment, at its scope">
        <EffectiveAccess at={grant.effective} open />
      </Panel>
      <AzCommands commands={grant.az} />
      <RawJson armId={grant.armId} />
    </>
  );
}

export function GrantView({ armId }: { armId: string }) {
  return (
    <DetailPage<GrantPage>
      back={{ label: 'Grants', href: routes.roleAssignments() }}
      url={api.roleAssignment(armId)}
      during="Read the role assignment"
    >
      {(grant) => <Grant grant={grant} />}
    </DetailPage>
  );
}
