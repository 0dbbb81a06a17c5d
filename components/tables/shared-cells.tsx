import type { ReactNode } from 'react';
import { RelativeTime } from '@/components/ui/relative-time';
import { Tag } from '@/components/ui/tag';
import { numberAt, textAt } from '@/lib/browser/table/cells';
import { findingTagsAt } from '@/lib/browser/table/finding-tags';
import type { EstateNames } from '@/lib/browser/table/list-spec';
import { markedPrivilege, privilegeName } from '@/lib/browser/table/shared-columns';
import type { ClientTable } from '@/lib/model/client-table';
import type { FindingTag } from '@/lib/model/summary';

export const unknownCell: ReactNode = <span className="text-ink-3">unknown</span>;

/** Resource group and subscription: the first is what people know a thing by. */
export function whereCell(table: ClientTable, row: number, names: EstateNames): ReactNode {
  return (
    <span className="text-ink-2">
      {textAt(table, 'resourceGroup', row)} · {names.subscription(textAt(table, 'subscription', row))}
    </span>
  );
}

export function createdCell(table: ClientTable, row: number): ReactNode {
  const created = numberAt(table, 'created', row);
  return created < 0 ? unknownCell : <RelativeTime at={created * 1000} className="text-ink-2" />;
}

/** A rank as a tag: amber from the rank on at which its principal can act as others or change anything. */
export function privilegeTag(rank: number, label = privilegeName(rank)): ReactNode {
  if (rank < 0) return <Tag>unknown</Tag>;
  return (
    <Tag tone={rank >= markedPrivilege ? 'access' : 'neutral'} title={`${label}: ${privilegeName(rank)}`}>
      {label}
    </Tag>
  );
}

export function privilegeCell(table: ClientTable, row: number): ReactNode {
  const rank = numberAt(table, 'privilege', row);
  return rank === 0 ? <span className="text-ink-3">none</span> : privilegeTag(rank);
}

function findingTag({ id, label, urgent }: FindingTag): ReactNode {
  return (
    <Tag key={id} tone={urgent ? 'critical' : 'access'}>
      {label}
    </Tag>
  );
}

/** The gravest finding, and how many more: the row's page has them all. */
export function findingsCell(table: ClientTable, row: number, names: EstateNames, max = 1): ReactNode {
  const found = findingTagsAt(table, row, names);
  if (found.length === 0) return null;
  const rest = found.slice(max);
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      {found.slice(0, max).map(findingTag)}
      {rest.length > 0 && (
        <span title={rest.map(({ label }) => label).join(', ')} className="text-sm text-ink-3">
          +{rest.length}
        </span>
      )}
    </span>
  );
}

/** Facts in one line, empty ones left out. */
export function factsLine(facts: readonly (string | false)[]): string {
  return facts.filter((fact) => fact !== false && fact !== '').join(' · ');
}
