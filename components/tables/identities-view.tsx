import { LinkButton } from '@/components/ui/link-button';
import { KindTag } from '@/components/ui/tag';
import { identityList, lifecycleOf, sharingOf } from '@/lib/browser/lists/identity-columns';
import { identityArmId } from '@/lib/browser/table/arm-ids';
import { numberAt, textAt } from '@/lib/browser/table/cells';
import { routes } from '@/lib/routes';
import type { ListView } from './list-view';
import { MissingIdentityHost } from './missing-identity-host';
import { createdCell, factsLine, findingsCell, privilegeTag, unknownCell, whereCell } from './shared-cells';

export const identitiesView: ListView = {
  spec: identityList,
  href: (table, row) => routes.identity(identityArmId(table, row)),
  cell(column, table, row, { names }) {
    switch (column) {
      case 'kind':
        return <KindTag kind={textAt(table, 'kind', row)} />;
      case 'lifecycle':
        if (textAt(table, 'kind', row) !== 'missing') return lifecycleOf(table, row);
        return <MissingIdentityHost row={numberAt(table, 'firstHost', row)} />;
      case 'where':
        return whereCell(table, row, names);
      case 'privilege': {
        const rank = numberAt(table, 'privilege', row);
        if (rank === 0) return <span className="text-ink-3">none</span>;
        if (rank < 0) return privilegeTag(rank);
        return (
          <span className="flex min-w-0 items-center gap-1.5 *:first:min-w-12">
            {privilegeTag(rank, textAt(table, 'role', row) || undefined)}
            <span className="shrink-0">{textAt(table, 'roleScope', row)}</span>
          </span>
        );
      }
      case 'isolation':
        return textAt(table, 'isolationScope', row) || <span className="text-ink-3">—</span>;
      case 'federated':
        return numberAt(table, 'federated', row) < 0 ? unknownCell : undefined;
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
      <KindTag kind={textAt(table, 'kind', row)} />
    </>
  ),
  line: (table, row, { names }) =>
    factsLine([
      textAt(table, 'kind', row) === 'user' && sharingOf(table, row),
      textAt(table, 'kind', row) === 'missing' && 'Deleted',
      numberAt(table, 'privilege', row) > 0 &&
        `${textAt(table, 'role', row)} on ${textAt(table, 'roleScope', row)}`,
      `${textAt(table, 'resourceGroup', row)} · ${names.subscription(textAt(table, 'subscription', row))}`,
    ]),
  primary: (
    <LinkButton variant="primary" href={routes.newIdentity()}>
      Create
    </LinkButton>
  ),
  empty: {
    title: 'No managed identities here',
    text: 'An identity appears when a resource gets one of its own (system-assigned), or when somebody creates one that stands alone and can be shared (user-assigned). In the scope you chose there is neither, as far as you may see.',
  },
};
