'use client';

import type { DehydratedState } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Queries } from '@/components/live/queries';
import { buttonStyle } from '@/components/ui/button-style';
import { FaultNotice } from '@/components/ui/fault-notice';
import { countOf, formatCount } from '@/components/ui/num';
import { Popover } from '@/components/ui/popover';
import { useEstate, useEstateTable } from '@/lib/browser/queries';
import { facetCounts } from '@/lib/browser/table/facets';
import { type FirstRows, viewKey } from '@/lib/browser/table/first-rows';
import { scopeFilters } from '@/lib/browser/table/scope-filter';
import { rowsWithoutFacet, type ViewState } from '@/lib/browser/table/view';
import { useScope } from '@/lib/browser/use-scope';
import type { ActionWords } from '@/lib/model/actions';
import { DataTable } from './data-table';
import { FacetBar } from './facet-bar';
import { FilterBox } from './filter-box';
import { ListHeading } from './list-heading';
import { LoadingRows, NoRows, Reading } from './list-states';
import type { ListView } from './list-view';
import { SelectionBar } from './selection-bar';
import { useChangedRows } from './use-changed-rows';
import { totalInScope, useCellContext, useNames } from './use-list-names';
import { useListState } from './use-list-state';
import { useHydrated, useMedia } from './use-media';
import { useIdSearch, useRowIds } from './use-row-ids';
import { useSelection } from './use-selection';
import { useShownTable, viewOf } from './use-shown-table';

const ExportMenu = dynamic(() => import('./export-menu').then((module) => module.ExportMenu));
const ColumnMenu = dynamic(() => import('./column-menu').then((module) => module.ColumnMenu));

const emptyTree = { managementGroups: [], subscriptions: [] };

type Form = 'full' | 'compact';
/** Two-line rows on the tallest phone. */
const compactScreenRows = 20;

export interface ListProps {
  /** What the server sent along; null where it did not know the estate yet. */
  queries: DehydratedState | null;
  first: FirstRows | null;
  /** What can be done to several of its things at once. */
  words?: readonly ActionWords[];
}

/** A list with the data it needs. */
export function ListPage({
  list,
  title,
  queries,
  first,
  words = [],
}: ListProps & { list: ListView; title: string }) {
  return (
    <Queries state={queries}>
      <List list={list} title={title} first={first} words={words} prefetched={queries !== null} />
    </Queries>
  );
}

interface ListContentProps {
  list: ListView;
  title: string;
  first: FirstRows | null;
  words: readonly ActionWords[];
  prefetched: boolean;
}

/** Heading, filters, table, and what to say when there is no table to show. */
function List({ list, title, first, words, prefetched }: ListContentProps) {
  // Tables are mutated in place; the views over them have caches of their own, by revision.
  'use no memo';
  const { spec } = list;
  const estate = useEstate();
  const rowsQuery = useEstateTable(spec.table);
  const hydrated = useHydrated();
  // Until the server's markup is taken over, only what it was made of may be drawn.
  const summary = hydrated || prefetched ? estate.data : undefined;
  const scope = useScope();
  const state = useListState(spec);
  const compact = useMedia('(max-width: 767px)');
  const forms: readonly Form[] = hydrated ? [compact ? 'compact' : 'full'] : ['full', 'compact'];
  const [menu, setMenu] = useState<'export' | 'columns' | null>(null);
  const { snapshot, isFirst } = useShownTable(first, hydrated ? rowsQuery.data : undefined, spec.table, {
    key: viewKey(state, scope),
  });
  const table = snapshot?.table;
  const selection = useSelection(table?.epoch ?? '');
  const changed = useChangedRows(snapshot);
  const ids = useRowIds(table, spec.table, list.needsIds === true) ?? snapshot?.ids ?? null;
  const extraRows = useIdSearch(spec.table, state.text, snapshot?.revision ?? 0);
  const tree = summary ?? emptyTree;
  const names = useNames(summary);
  const viewState: ViewState = {
    text: state.text,
    extraRows,
    facets: state.facets,
    filters: scopeFilters(scope, spec.table, tree),
    sort: state.sort,
  };
  const context = useCellContext(names, ids, scope);
  const view = viewOf(isFirst ? first : null, table, list, viewState, names);
  const total =
    isFirst && first ? first.total : table === undefined ? 0 : totalInScope(list, table, viewState, names);
  const count = isFirst && first ? first.shown : view.length;
  const shown = `${formatCount(count)} of ${formatCount(total)}`;
  const selectedShown = view.length === 0 ? [] : [...view.filter((row) => selection.rows.has(row))];
  const hidden = selection.rows.size - selectedShown.length;
  const inView = new Set(selectedShown);
  const selectedRows =
    hidden === 0
      ? selectedShown
      : [...selectedShown, ...[...selection.rows].filter((row) => !inView.has(row))];

  return (
    <div className="flex h-[calc(100dvh-5.5rem)] min-h-96 flex-col">
      <ListHeading
        title={title}
        total={table === undefined && rowsQuery.error !== null ? null : total}
        loaded={isFirst || (table?.complete === true && summary?.state !== 'loading')}
        expected={table?.rows ?? 0}
        estate={summary}
        actions={
          <>
            {table !== undefined && (
              <Popover
                trigger={`Export ${formatCount(count)}`}
                triggerClassName={buttonStyle()}
                label={`Export ${countOf(count, 'row')}`}
                className="w-72"
                onOpenChange={(open) => setMenu(open ? 'export' : null)}
              >
                {menu === 'export' &&
                  (isFirst ? (
                    <Reading />
                  ) : (
                    <ExportMenu table={table} spec={spec} names={names} rows={view} />
                  ))}
              </Popover>
            )}
            {list.primary}
          </>
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <FilterBox value={state.text} onChange={state.setText} label="Filter names and ids" />
        {table !== undefined && (
          <div className="flex gap-2 max-md:w-full max-md:overflow-x-auto md:contents">
            <FacetBar
              spec={spec}
              state={state}
              names={names}
              countsOf={(facet) =>
                isFirst
                  ? null
                  : facetCounts(
                      table,
                      facet,
                      rowsWithoutFacet(table, spec, viewState, facet.id, names),
                      state.facets[facet.id] ?? [],
                      names,
                    )
              }
            />
          </div>
        )}
        <span
          className={`ml-auto flex items-center gap-1 text-ink-2 ${table === undefined ? 'invisible' : ''}`}
        >
          <output className="tabular-nums" aria-live="polite">
            {shown}
            <span className="sr-only"> {spec.noun.many} shown</span>
          </output>
          <span className="max-md:hidden">
            ·{' '}
            <Popover
              trigger="columns"
              triggerClassName="rounded-sm hover:text-ink hover:underline underline-offset-2"
              label="Columns to show"
              className="w-52"
              onOpenChange={(open) => setMenu(open ? 'columns' : null)}
            >
              {menu === 'columns' && (
                <ColumnMenu spec={spec} columns={state.columns} onChange={state.setColumns} />
              )}
            </Popover>
          </span>
        </span>
      </div>
      {rowsQuery.error !== null && (
        <div className="mb-3">
          <FaultNotice
            fault={rowsQuery.error}
            onRetry={() => rowsQuery.refetch()}
            retrying={rowsQuery.isFetching}
          />
        </div>
      )}
      {snapshot !== undefined && view.length > 0
        ? forms.map((form) => (
            <DataTable
              key={form}
              list={list}
              snapshot={snapshot}
              view={form === 'compact' && isFirst ? view.subarray(0, compactScreenRows) : view}
              count={count}
              context={context}
              columns={state.columns}
              sort={state.sort}
              onSort={state.sortBy}
              selection={selection}
              changed={changed}
              compact={form === 'compact'}
              // Before the width is known both are there, and the stylesheet chooses.
              className={forms.length === 1 ? '' : form === 'compact' ? 'md:hidden' : 'max-md:hidden'}
              busy={!snapshot.table.complete}
              label={title}
              resetKey={JSON.stringify([state.text, state.facets, state.sort, scope])}
            />
          ))
        : rowsQuery.error === null &&
          (snapshot?.table.complete && summary?.state !== 'loading' ? (
            <NoRows list={list} filtered={state.narrowed} total={total} onClear={state.clear} />
          ) : (
            <LoadingRows estate={summary} noun={spec.noun.many} />
          ))}
      {table !== undefined && selection.rows.size > 0 && (
        <SelectionBar
          spec={spec}
          table={table}
          rows={selectedRows}
          hidden={hidden}
          context={context}
          selection={selection}
          bulk={list.bulk?.(table, selectedRows, context, words)}
        />
      )}
      <p role="status" className="sr-only">
        {changed.size > 0 && `${countOf(changed.size, 'row')} changed`}
      </p>
    </div>
  );
}
