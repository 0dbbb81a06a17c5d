'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { buttonStyle } from '@/components/ui/button-style';
import { FaultNotice } from '@/components/ui/fault-notice';
import { countOf, formatCount } from '@/components/ui/num';
import { Popover } from '@/components/ui/popover';
import { useEstate, useEstateTable } from '@/lib/browser/queries';
import { facetCounts } from '@/lib/browser/table/facets';
import { scopeFilters } from '@/lib/browser/table/scope-filter';
import { createView, rowsWithoutFacet, type ViewState } from '@/lib/browser/table/view';
import { useScope } from '@/lib/browser/use-scope';
import { DataTable } from './data-table';
import { FacetBar } from './facet-bar';
import { FilterBox } from './filter-box';
import { ListHeading } from './list-heading';
import { LoadingRows, NoRows } from './list-states';
import type { ListView } from './list-view';
import { SelectionBar } from './selection-bar';
import { useChangedRows } from './use-changed-rows';
import { totalInScope, useCellContext, useNames } from './use-list-names';
import { useListState } from './use-list-state';
import { useHydrated, useMedia } from './use-media';
import { useIdSearch, useRowIds } from './use-row-ids';
import { useSelection } from './use-selection';

const ExportMenu = dynamic(() => import('./export-menu').then((module) => module.ExportMenu));
const ColumnMenu = dynamic(() => import('./column-menu').then((module) => module.ColumnMenu));

const emptyTree = { managementGroups: [], subscriptions: [] };

/** A list of the estate: heading, filters, table, and what to say when there is no table to show. */
export function ListPage({ list, title }: { list: ListView; title: string }) {
  // Tables are mutated in place; the views over them have caches of their own, by revision.
  'use no memo';
  const { spec } = list;
  const estate = useEstate();
  const rowsQuery = useEstateTable(spec.table);
  const hydrated = useHydrated();
  const summary = hydrated ? estate.data : undefined;
  const scope = useScope();
  const state = useListState(spec);
  const compact = useMedia('(max-width: 767px)');
  const [menu, setMenu] = useState<'export' | 'columns' | null>(null);
  const snapshot = hydrated ? rowsQuery.data : undefined;
  const table = snapshot?.table;
  const selection = useSelection(table?.epoch ?? '');
  const changed = useChangedRows(snapshot);
  const ids = useRowIds(table, spec.table, list.needsIds === true);
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
  const view = table === undefined ? new Uint32Array(0) : createView(table, spec, viewState, names);
  const total = table === undefined ? 0 : totalInScope(list, table, viewState, names);
  const shown = `${formatCount(view.length)} of ${formatCount(total)}`;
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
        loaded={table?.complete === true && summary?.state !== 'loading'}
        expected={table?.rows ?? 0}
        estate={summary}
        actions={
          <>
            {table !== undefined && (
              <Popover
                trigger={`Export ${formatCount(view.length)}`}
                triggerClassName={buttonStyle()}
                label={`Export ${countOf(view.length, 'row')}`}
                className="w-72"
                onOpenChange={(open) => setMenu(open ? 'export' : null)}
              >
                {menu === 'export' && <ExportMenu table={table} spec={spec} names={names} rows={view} />}
              </Popover>
            )}
            {list.primary}
          </>
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <FilterBox
          value={state.text}
          onChange={state.setText}
          onLeave={state.settle}
          label="Filter names and ids"
        />
        {table !== undefined && (
          <div className="flex gap-2 max-md:w-full max-md:overflow-x-auto md:contents">
            <FacetBar
              spec={spec}
              state={state}
              names={names}
              countsOf={(facet) =>
                facetCounts(
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
      {snapshot !== undefined && view.length > 0 ? (
        <DataTable
          settle={state.settle}
          key={compact ? 'compact' : 'full'}
          list={list}
          snapshot={snapshot}
          view={view}
          context={context}
          columns={state.columns}
          sort={state.sort}
          onSort={state.sortBy}
          selection={selection}
          changed={changed}
          compact={compact}
          busy={!snapshot.table.complete}
          label={title}
          resetKey={JSON.stringify([state.text, state.facets, state.sort, scope])}
        />
      ) : (
        rowsQuery.error === null &&
        (snapshot?.table.complete && summary?.state !== 'loading' ? (
          <NoRows list={list} filtered={state.narrowed} total={total} onClear={state.clear} />
        ) : (
          <LoadingRows estate={summary} noun={spec.noun.many} />
        ))
      )}
      {table !== undefined && selection.rows.size > 0 && (
        <SelectionBar
          spec={spec}
          table={table}
          rows={selectedRows}
          hidden={hidden}
          context={context}
          selection={selection}
          bulk={list.bulk?.(table, selectedRows, context)}
        />
      )}
      <p role="status" className="sr-only">
        {changed.size > 0 && `${countOf(changed.size, 'row')} changed`}
      </p>
    </div>
  );
}
