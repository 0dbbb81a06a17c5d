import { LinkButton } from '@/components/ui/link-button';
import { Tag } from '@/components/ui/tag';
import { MachineBulk } from '@/components/wizards/bulk-actions';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { hostList, identityTypeName } from '@/lib/browser/lists/host-columns';
import { hostArmId } from '@/lib/browser/table/arm-ids';
import { numberAt, textAt } from '@/lib/browser/table/cells';
import { resourceTypeName } from '@/lib/browser/table/shared-columns';
import { routes } from '@/lib/routes';
import type { ListView } from './list-view';
import { createdCell, factsLine, findingsCell, privilegeCell, whereCell } from './shared-cells';

const dash = <span className="text-ink-3">—</span>;

function identityCell(identityType: string) {
  const name = identityTypeName(identityType);
  if (name === 'none') return <span className="text-ink-3">none</span>;
  return (
    <span className="inline-flex gap-1">
      {name.includes('system') && <Tag tone="system">system</Tag>}
      {name.includes('user') && <Tag tone="user">user</Tag>}
    </span>
  );
}

/** What code that names no identity gets from IMDS on this machine. */
function defaultCell(imdsDefault: string) {
  switch (imdsDefault) {
    case 'system':
      return <Tag tone="system">system</Tag>;
    case 'user':
      return <Tag tone="user">user</Tag>;
    case 'ambiguous':
      return (
        <Tag
          tone="access"
          title="Several user-assigned identities and no system-assigned one: code must name which"
        >
          ambiguous
        </Tag>
      );
    default:
      return <span className="text-ink-3">none</span>;
  }
}

export const vmsView: ListView = {
  spec: hostList,
  href: (table, row) => routes.host(hostArmId(table, row)),
  cell(column, table, row, { names }) {
    switch (column) {
      case 'type':
        return <span title={textAt(table, 'type', row)}>{resourceTypeName(textAt(table, 'type', row))}</span>;
      case 'identity':
        return identityCell(textAt(table, 'identityType', row));
      case 'default':
        return defaultCell(textAt(table, 'imdsDefault', row));
      case 'power':
        return <span className="text-ink-2">{textAt(table, 'power', row) || 'unknown'}</span>;
      case 'size':
      case 'os':
        return textAt(table, column, row) || dash;
      case 'where':
        return whereCell(table, row, names);
      case 'privilege':
        return privilegeCell(table, row);
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
      {identityCell(textAt(table, 'identityType', row))}
    </>
  ),
  line: (table, row, { names }) =>
    factsLine([
      !isVirtualMachine(textAt(table, 'type', row)) && resourceTypeName(textAt(table, 'type', row)),
      textAt(table, 'power', row),
      numberAt(table, 'userAssigned', row) > 0 && `${numberAt(table, 'userAssigned', row)} user-assigned`,
      `${textAt(table, 'resourceGroup', row)} · ${names.subscription(textAt(table, 'subscription', row))}`,
    ]),
  bulk: (table, rows, _context, words) => <MachineBulk words={words} table={table} rows={rows} />,
  primary: (
    <>
      <LinkButton href={routes.giveIdentity()}>Give an identity</LinkButton>
      <LinkButton variant="primary" href={routes.newMachine()}>
        Create
      </LinkButton>
    </>
  ),
  empty: {
    title: 'No virtual machines here',
    text: 'Virtual machines you may read are listed here, with the identities on them and the one IMDS gives their code by default. In the scope you chose there are none, as far as you may see.',
  },
};
