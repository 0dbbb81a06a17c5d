'use client';

import { useState } from 'react';
import type { TableSnapshot } from '@/lib/browser/queries';
import type { RowIds } from '@/lib/browser/table/arm-ids';
import { type FirstRows, tableOfFirst } from '@/lib/browser/table/first-rows';
import type { EstateNames } from '@/lib/browser/table/list-spec';
import { createView, type ViewState } from '@/lib/browser/table/view';
import type { ClientTable } from '@/lib/model/client-table';
import type { TableName } from '@/lib/model/schema';
import type { ListView } from './list-view';

interface Shown {
  readonly snapshot: (TableSnapshot & { readonly ids?: RowIds }) | undefined;
  /** True while only the rows that came with the page are shown. */
  readonly isFirst: boolean;
}

/**
 * The rows that came with the page until all are there, so that nothing jumps while they stream in; not once the person
 * has asked for another view.
 */
export function useShownTable(
  first: FirstRows | null,
  full: TableSnapshot | undefined,
  name: TableName,
  view: { key: string },
): Shown {
  const [screen] = useState(() => (first === null ? undefined : tableOfFirst(first, name)));
  const isFirst = first !== null && first.key === view.key && full?.table.complete !== true;
  return { snapshot: isFirst ? screen : full, isFirst };
}

/** Row numbers in the order they are shown; the server has chosen those that came with the page. */
export function viewOf(
  first: FirstRows | null,
  table: ClientTable | undefined,
  list: ListView,
  state: ViewState,
  names: EstateNames,
): Uint32Array {
  if (first !== null) return Uint32Array.from(first.rows);
  return table === undefined ? new Uint32Array(0) : createView(table, list.spec, state, names);
}
