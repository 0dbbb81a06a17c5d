import type { ClientTable } from '@/lib/model/client-table';
import type { EstateNames, ListSpec } from './list-spec';
import { topRows } from './top-rows';
import { chosenFacets } from './url-state';
import type { ViewState } from './view';

/**
 * Rows before the person's own filters, without keeping anything. A list that starts with a choice, such as virtual
 * machines only, counts within that choice.
 */
export function totalRows(table: ClientTable, spec: ListSpec, state: ViewState, names: EstateNames): number {
  const initial: ViewState = { ...state, text: '', extraRows: [], facets: chosenFacets(spec, {}) };
  return topRows(table, spec, initial, names, 0).shown;
}
