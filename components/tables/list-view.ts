import type { ReactNode } from 'react';
import type { RowIds } from '@/lib/browser/table/arm-ids';
import type { EstateNames, ListSpec } from '@/lib/browser/table/list-spec';
import type { ActionWords } from '@/lib/model/actions';
import type { ClientTable } from '@/lib/model/client-table';

/** What cells need beside their row. */
export interface CellContext {
  names: EstateNames;
  /** GUID columns; null until a list that needs them has them. */
  ids: RowIds | null;
  /** The scope in the address, which links keep. */
  scope: string;
}

/**
 * A list as React shows it. `cell` and `line` are called, not mounted: a table is mutated in place, and only the row
 * above them knows by its revision when to draw again.
 */
export interface ListView {
  spec: ListSpec;
  /** Path of a row's page; null while it takes ids that are not there yet. */
  href(table: ClientTable, row: number, context: CellContext): string | null;
  /** A cell other than the first; undefined: the column's own text is enough. */
  cell(column: string, table: ClientTable, row: number, context: CellContext): ReactNode | undefined;
  /** On a phone: what stands right of the name, and the second line. */
  aside(table: ClientTable, row: number, context: CellContext): ReactNode;
  line(table: ClientTable, row: number, context: CellContext): ReactNode;
  /** What can be done to the selected rows. */
  bulk?(
    table: ClientTable,
    rows: readonly number[],
    context: CellContext,
    words: readonly ActionWords[],
  ): ReactNode;
  /** The list's own next step, at the right of its title. */
  primary?: ReactNode;
  /** Links are made of GUIDs that are fetched apart. */
  needsIds?: boolean;
  /** What would be here, when there is nothing at all. */
  empty: { title: string; text: string };
}
