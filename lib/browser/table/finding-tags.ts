import type { ClientTable } from '@/lib/model/client-table';
import { membersOf } from '@/lib/model/schema';
import type { FindingTag } from '@/lib/model/summary';
import { textAt } from './cells';
import type { EstateNames, FacetSpec } from './list-spec';

/** Tags of a row's findings, gravest first. One whose words are not known yet is called by its id. */
export function findingTagsAt(table: ClientTable, row: number, names: EstateNames): FindingTag[] {
  return membersOf(textAt(table, 'findings', row)).map(
    (id) => names.findings.find((tag) => tag.id === id) ?? { id, label: id, urgent: false },
  );
}

export const findingFacet: FacetSpec = {
  kind: 'members',
  id: 'finding',
  label: 'Findings',
  column: 'findings',
  members: (names) => names.findings.map(({ id, label }) => ({ value: id, label })),
};
