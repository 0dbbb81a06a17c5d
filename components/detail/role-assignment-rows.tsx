import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import { Tag } from '@/components/ui/tag';
import type { RoleAssignmentDetail, ScopeRef } from '@/lib/model/identity-detail';
import { privilegeRanks } from '@/lib/model/schema';
import { routes } from '@/lib/routes';

/** Roles at or above this rank let their principal change things or act as others. */
const strongFrom = privilegeRanks.indexOf('operator');

export function ScopeText({ scope }: { scope: ScopeRef }) {
  return (
    <span title={scope.scope}>
      {scope.name} <span className="text-ink-3">{scope.kind}</span>
    </span>
  );
}

function Origin({ roleAssignment }: { roleAssignment: RoleAssignmentDetail }) {
  return roleAssignment.via.kind === 'direct' ? (
    <span>direct</span>
  ) : (
    <span
      title={`Group ${roleAssignment.via.groupId}. Membership is read when a token is issued: a change can lag up to a day.`}
    >
      via {roleAssignment.via.groupName}
    </span>
  );
}

/** Role assignments with where each comes from. Each role links to the assignment's own page. */
export function RoleAssignmentRows({
  roleAssignments,
  label,
}: {
  roleAssignments: readonly RoleAssignmentDetail[];
  label: string;
}) {
  return (
    <section className="overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="w-full min-w-[640px] text-left">
        <thead className="bg-sunken text-sm text-ink-2">
          <tr>
            <th className="px-4 py-2 font-medium">Role</th>
            <th className="px-4 py-2 font-medium">On</th>
            <th className="px-4 py-2 font-medium">From</th>
            <th className="px-4 py-2 font-medium">Privilege</th>
            <th className="px-4 py-2 font-medium">Granted</th>
          </tr>
        </thead>
        <tbody>
          {roleAssignments.map((roleAssignment) => (
            <tr
              key={`${roleAssignment.armId} ${roleAssignment.via.kind}`}
              className="border-line border-t align-top"
            >
              <td className="px-4 py-1.5">
                <EntityAnchor href={routes.roleAssignment(roleAssignment.armId)}>
                  {roleAssignment.role}
                </EntityAnchor>
                {roleAssignment.condition !== null && <Tag tone="neutral">conditional</Tag>}
              </td>
              <td className="px-4 py-1.5">
                <ScopeText scope={roleAssignment.scope} />
                {roleAssignment.redundantWith && (
                  <p className="text-sm text-ink-3">
                    redundant: also held on {roleAssignment.redundantWith.name} (
                    {roleAssignment.redundantWith.kind})
                  </p>
                )}
              </td>
              <td className="px-4 py-1.5">
                <Origin roleAssignment={roleAssignment} />
              </td>
              <td className="px-4 py-1.5">
                <Tag
                  tone={privilegeRanks.indexOf(roleAssignment.privilege) >= strongFrom ? 'access' : 'neutral'}
                >
                  {roleAssignment.privilege}
                </Tag>
              </td>
              <td className="whitespace-nowrap px-4 py-1.5 text-ink-2">
                {roleAssignment.createdOn ? (
                  <RelativeTime at={Date.parse(roleAssignment.createdOn)} />
                ) : (
                  'unknown'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
