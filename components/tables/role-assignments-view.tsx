import { LinkButton } from '@/components/ui/link-button';
import { ScopeTag } from '@/components/ui/scope-tag';
import { Tag } from '@/components/ui/tag';
import { RoleAssignmentBulk } from '@/components/wizards/bulk-actions';
import { scopeKinds } from '@/lib/arm/scopes';
import { roleAssignmentList, scopeName, scopeWhere } from '@/lib/browser/lists/role-assignment-columns';
import { roleAssignmentArmId } from '@/lib/browser/table/arm-ids';
import { numberAt, textAt } from '@/lib/browser/table/cells';
import { routes } from '@/lib/routes';
import type { ListView } from './list-view';
import { createdCell, factsLine, findingsCell, privilegeTag } from './shared-cells';

function principalCell(kind: string) {
  switch (kind) {
    case 'orphan':
      return (
        <Tag
          tone="critical"
          title="The principal is gone; the role assignment stays until somebody removes it"
        >
          orphan
        </Tag>
      );
    case 'identity':
      return <Tag tone="accent">identity</Tag>;
    case '':
    case 'unknown':
      return (
        <Tag title="The directory could not be asked, so whether the principal still exists is not known">
          unknown
        </Tag>
      );
    default:
      return <Tag>{kind}</Tag>;
  }
}

export const roleAssignmentsView: ListView = {
  spec: roleAssignmentList,
  needsIds: true,
  href: (table, row, { ids }) => {
    const armId = roleAssignmentArmId(table, row, ids);
    return armId === null ? null : routes.roleAssignment(armId);
  },
  cell(column, table, row, { names }) {
    switch (column) {
      case 'kind':
        return principalCell(textAt(table, 'principalKind', row));
      case 'role':
        return privilegeTag(numberAt(table, 'privilege', row), textAt(table, 'role', row) || 'unknown role');
      case 'scope': {
        const scope = textAt(table, 'scope', row);
        const kind = scopeKinds.find((known) => known === textAt(table, 'scopeKind', row));
        const name = scopeName(scope, names);
        return kind === undefined ? name : <ScopeTag kind={kind} name={name} title={scope} />;
      }
      case 'where':
        return <span className="text-ink-2">{scopeWhere(textAt(table, 'scope', row), names)}</span>;
      case 'conditional':
        return textAt(table, 'conditional', row) || <span className="text-ink-3">—</span>;
      case 'created':
        return createdCell(table, row);
      case 'findings':
        return findingsCell(table, row, names);
      default:
        return undefined;
    }
  },
  aside: (table, row, { names }) => (
    <>
      {findingsCell(table, row, names)}
      {textAt(table, 'principalKind', row) !== 'orphan' && principalCell(textAt(table, 'principalKind', row))}
    </>
  ),
  line: (table, row, { names }) =>
    factsLine([
      textAt(table, 'role', row),
      `${textAt(table, 'scopeKind', row)} ${scopeName(textAt(table, 'scope', row), names)}`,
      textAt(table, 'conditional', row) !== '' && 'conditional',
    ]),
  bulk: (table, rows, { ids }, words) => (
    <RoleAssignmentBulk words={words} table={table} rows={rows} ids={ids} />
  ),
  primary: (
    <LinkButton variant="primary" href={routes.newRoleAssignment()}>
      Give access
    </LinkButton>
  ),
  empty: {
    title: 'No grants here',
    text: 'A grant is a role assignment: a role, given to a principal, at a scope. Those at or below the scope you chose would be listed here; as far as you may see there are none.',
  },
};
