import type { ClientTable } from '@/lib/model/client-table';
import type { TableName } from '@/lib/model/schema';
import type { FindingTag } from '@/lib/model/summary';
import type { RowIds } from './arm-ids';

/** Names the columns leave out, from the estate's summary. `key` changes when any of them does. */
export interface EstateNames {
  key: string;
  /** Display name of a subscription; its GUID where the name is not known. */
  subscription(subscriptionId: string): string;
  /** Display name of a management group; its id where that is not known. */
  managementGroup(name: string): string;
  /** Tags of the `findings` column, in the order of the rules; empty until they are known. */
  findings: readonly FindingTag[];
}

/**
 * How a column sorts. `members`: by how many members a dictionary's value lists. `listed`: dictionary values in the
 * given order.
 */
export interface SortSpec {
  column: string;
  by?: 'members';
  listed?: readonly string[];
}

export interface FacetValue {
  value: string;
  label: string;
}

/** A filter on one column: several values mean "any of them". The id is the parameter in the address. */
export type FacetSpec =
  | {
      kind: 'dict';
      id: string;
      label: string;
      column: string;
      describe?: (value: string, names: EstateNames) => string;
      /** Chosen while the address names nothing; the value `any` in the address lifts it. */
      initial?: readonly string[];
    }
  | {
      kind: 'bucket';
      id: string;
      label: string;
      column: string;
      /** Inclusive bounds. */
      buckets: readonly (FacetValue & { from: number; to: number })[];
    }
  | {
      /** A dictionary whose values list members, with spaces between; a row has each of them. */
      kind: 'members';
      id: string;
      label: string;
      column: string;
      /** Members known, in the order to offer them. */
      members: (names: EstateNames) => readonly FacetValue[];
    };

export interface ListColumn {
  id: string;
  label: string;
  /** A CSS grid track. */
  track: string;
  /** Least width in pixels, for the row's total when the window is narrow. */
  minWidthPx: number;
  align?: 'right';
  sort?: SortSpec;
  /** Left out until a person chooses it. */
  hidden?: boolean;
  /** What export writes, and what the cell says where it has no rendering of its own. */
  value(table: ClientTable, row: number, names: EstateNames): string | number;
}

/** Everything about a list that is not React. */
export interface ListSpec<T extends TableName = TableName> {
  table: T;
  /** What a row is, for sentences: `identity` and `identities`. */
  noun: { one: string; many: string };
  /** The text column: named first, searched, and the tie-breaker of every sort. */
  nameColumn: string;
  /** Dictionary columns the filter text is looked for in. `describe` adds what a person reads instead of the value. */
  searchColumns: readonly { column: string; describe?: (value: string, names: EstateNames) => string }[];
  columns: readonly ListColumn[];
  facets: readonly FacetSpec[];
  defaultSort: string;
  /** Null while it takes GUIDs that are not there yet. */
  armId(table: ClientTable, row: number, ids: RowIds | null): string | null;
}
