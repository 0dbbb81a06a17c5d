import 'server-only';
import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query';
import { estateKeys } from '@/lib/browser/estate-keys';
import { type SearchParams, scopeOf } from '@/lib/browser/search-params';
import { type FirstRows, messagesOf, viewKey } from '@/lib/browser/table/first-rows';
import { guidPart } from '@/lib/browser/table/guid-text';
import type { ListSpec } from '@/lib/browser/table/list-spec';
import { estateNames, scopeFilters } from '@/lib/browser/table/scope-filter';
import { topRows } from '@/lib/browser/table/top-rows';
import { totalRows } from '@/lib/browser/table/total-rows';
import {
  chosenFacets,
  chosenSort,
  facetParsers,
  sortParser,
  textParser,
} from '@/lib/browser/table/url-state';
import type { ViewState } from '@/lib/browser/table/view';
import { estateResult, soon } from '@/lib/estate/snapshot/known-estate';
import type { Snapshot } from '@/lib/estate/snapshot/snapshot';
import { summarize } from '@/lib/estate/snapshot/summarize';
import { clientTableOf } from '@/lib/estate/tables/client-table-of';
import { idOf, searchIds } from '@/lib/estate/tables/search';
import { idColumns } from '@/lib/model/schema';
import { type EstateSummary, stampOf } from '@/lib/model/summary';

/** More than any screen shows. */
const screenRows = 50;

/** What a page with the estate's data brings with its HTML. */
export interface Prefetched {
  readonly queries: DehydratedState | null;
  /** What the estate had seen; '' when the browser has to ask. */
  readonly stamp: string;
}

export interface FirstScreen extends Prefetched {
  readonly first: FirstRows | null;
}

/** The estate's summary for the query cache, in the scope of the address. */
export async function prefetchSummary(params: SearchParams): Promise<Prefetched> {
  const known = await soon(estateResult());
  if (!known?.value.ok) return { queries: null, stamp: '' };
  const { snapshot, caller } = known.value.value;
  return prefetched(summarize(snapshot, caller, scopeOf(params)), scopeOf(params));
}

/** The summary, and the first rows of a list as the address asks for them: scope, filter, and sort. */
export async function firstScreen(spec: ListSpec, params: SearchParams): Promise<FirstScreen> {
  const known = await soon(estateResult());
  if (!known?.value.ok) return { queries: null, stamp: '', first: null };
  const { snapshot, caller } = known.value.value;
  const scope = scopeOf(params);
  const summary = summarize(snapshot, caller, scope);
  // Rows of an estate that is still being read stream to the browser as they come.
  if (snapshot.state !== 'ready') return { ...prefetched(summary, scope), stamp: '', first: null };
  return { ...prefetched(summary, scope), first: firstRows(spec, params, snapshot, summary) };
}

function prefetched(summary: EstateSummary, scope: string): Prefetched {
  const client = new QueryClient();
  // Resource groups are what a scope is chosen from, and thousands: they are read when the choice is opened.
  client.setQueryData<EstateSummary>([...estateKeys.summaries, scope], { ...summary, resourceGroups: [] });
  return { queries: dehydrate(client), stamp: stampOf(summary) };
}

function firstRows(
  spec: ListSpec,
  params: SearchParams,
  snapshot: Snapshot,
  summary: EstateSummary,
): FirstRows {
  const { records, epoch, version } = snapshot;
  const scope = scopeOf(params);
  const text = textParser.parseServerSide(params.q) ?? '';
  const parsers = facetParsers(spec);
  const asked = Object.fromEntries(
    Object.entries(parsers).map(([id, parser]) => [id, parser.parseServerSide(params[id])]),
  );
  const state: ViewState = {
    text,
    extraRows: guidPart(text) === null ? [] : searchIds(records, text)[spec.table],
    facets: chosenFacets(spec, asked),
    filters: scopeFilters(scope, spec.table, summary),
    sort: chosenSort(spec, sortParser.parseServerSide(params.sort)),
  };
  const table = clientTableOf(records[spec.table], { epoch, version });
  const names = estateNames(summary);
  const { rows, shown } = topRows(table, spec, state, names, screenRows);
  const ids = idColumns[spec.table].map((column) => [
    column,
    rows.map((row) => idOf(records, spec.table, column, row)),
  ]);
  return {
    key: viewKey(state, scope),
    rows,
    messages: messagesOf(table, rows),
    ids: spec.table === 'roleAssignments' ? Object.fromEntries(ids) : {},
    shown,
    total: totalRows(table, spec, state, names),
  };
}
