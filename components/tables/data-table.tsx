'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useOpenPage } from '@/components/shell/link-navigation';
import type { TableSnapshot } from '@/lib/browser/queries';
import type { SortState } from '@/lib/browser/table/url-state';
import { inScope } from '@/lib/routes';
import { gridAction, nextPlace } from './grid-keys';
import type { CellContext, ListView } from './list-view';
import { TableHeader } from './table-header';
import { rowId, TableRow } from './table-row';
import type { Selection } from './use-selection';

const headerPx = 32;
const rowPx = 32;
const compactRowPx = 52;
const firstPx = 1600;

interface DataTableProps {
  list: ListView;
  snapshot: TableSnapshot;
  /** Row numbers to show, in order. */
  view: Uint32Array;
  /** How many rows there are; more than in `view` while only the first ones are there. */
  count: number;
  context: CellContext;
  columns: readonly string[];
  sort: SortState;
  onSort: (column: string) => void;
  selection: Selection;
  changed: ReadonlySet<number>;
  /** Two lines a row instead of columns. Rows are measured once: give the other form another key. */
  compact: boolean;
  className: string;
  busy: boolean;
  label: string;
  /** When it changes, the list is a different one and starts at its top; live changes leave it alone. */
  resetKey: string;
}

/** A virtual grid: some forty rows in the document, whatever the number of them. */
export function DataTable(props: DataTableProps) {
  // The virtualizer and the table are mutated in place, which the compiler's memoisation cannot see.
  'use no memo';
  const { list, snapshot, view, context, selection, compact, resetKey } = props;
  const openPage = useOpenPage();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const heightPx = compact ? compactRowPx : rowPx;
  const marginPx = compact ? 0 : headerPx;
  const virtualizer = useVirtualizer({
    count: props.count,
    // One screen of them is part of the page's HTML.
    initialRect: { width: 0, height: view.length < props.count ? view.length * heightPx : firstPx },
    getScrollElement: () => scroller.current,
    estimateSize: () => heightPx,
    overscan: 6,
    scrollMargin: marginPx,
    scrollPaddingStart: marginPx,
  });
  // The virtualizer begins at the top; whoever has scrolled the server's rows stays where they are.
  const keptTop = useRef(0);
  useLayoutEffect(() => {
    if (scroller.current && keptTop.current > 0) scroller.current.scrollTop = keptTop.current;
  }, []);
  const shownKey = useRef(resetKey);
  useEffect(() => {
    if (shownKey.current === resetKey) return;
    shownKey.current = resetKey;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [resetKey]);

  const columns = list.spec.columns.filter((column) => props.columns.includes(column.id));
  const template = `36px ${columns.map((column) => column.track).join(' ')}`;
  const minWidthPx = 36 + columns.reduce((sum, column) => sum + column.minWidthPx, 0);
  const place = active === null ? -1 : view.indexOf(active);
  const items = virtualizer.getVirtualItems();

  const open = (row: number) => {
    const href = list.href(snapshot.table, row, context);
    if (href === null) return;
    openPage(inScope(href, context.scope));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== grid.current) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / heightPx) - 2);
    const action = gridAction(event, page);
    if (action === null) return;
    event.preventDefault();
    switch (action.kind) {
      case 'open':
        if (place !== -1 && active !== null) open(active);
        return;
      case 'select':
        if (place !== -1 && active !== null) selection.toggle(active, view, action.range);
        return;
      case 'selectAll':
        selection.toggleAll(view);
        return;
      case 'clear':
        if (selection.rows.size > 0) selection.clear();
        else setActive(null);
        return;
      default: {
        const next = nextPlace(action, place, view.length);
        if (next === -1) return;
        setActive(view[next] ?? null);
        virtualizer.scrollToIndex(next);
      }
    }
  };

  // One handler for all rows, and plain anchors: forty router links would cost more than the rows themselves.
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const row = Number(event.target.closest('[data-row]')?.getAttribute('data-row') ?? -1);
    if (row === -1) return;
    if (event.target.closest('[data-select]')) return selection.toggle(row, view, event.shiftKey);
    setActive(row);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const onLink = event.target.closest('a') !== null;
    if (plain && (onLink || compact)) {
      event.preventDefault();
      open(row);
    }
  };

  const selected = countSelected(view, selection.rows);
  // ARIA in HTML allows any role on a table; a grid is one whose rows take the keys.
  const gridProps = {
    role: 'grid',
    tabIndex: 0,
    'aria-label': props.label,
    'aria-rowcount': props.count + 1,
    'aria-multiselectable': true,
    'aria-busy': props.busy,
    'aria-activedescendant': place === -1 ? undefined : rowId(list, active ?? 0, compact),
  };
  return (
    <div
      ref={(element) => {
        scroller.current = element;
        keptTop.current = element?.scrollTop ?? 0;
      }}
      className={`min-h-0 flex-1 overflow-auto overscroll-contain rounded-md border border-line bg-surface has-[table:focus-visible]:outline-2 has-[table:focus-visible]:outline-accent ${props.className}`}
    >
      {/* Laid out as blocks: rows are placed by the virtualizer. The elements keep their meaning. */}
      <table
        ref={grid}
        {...gridProps}
        onKeyDown={onKeyDown}
        onClick={onClick}
        className="group/grid block outline-none"
        style={{ minWidth: compact ? undefined : minWidthPx }}
      >
        {!compact && (
          <TableHeader
            columns={columns}
            template={template}
            sort={props.sort}
            onSort={props.onSort}
            selected={selected === 0 ? 'none' : selected === view.length ? 'all' : 'some'}
            // Before all rows are there, all would not be all.
            onSelectAll={() => view.length === props.count && selection.toggleAll(view)}
          />
        )}
        <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = view[item.index];
            if (row === undefined) return null;
            return (
              <TableRow
                // By place: filtering then writes into the rows that are there instead of making new ones.
                key={item.key}
                list={list}
                table={snapshot.table}
                revision={snapshot.revision}
                context={context}
                row={row}
                place={item.index}
                topPx={item.start - marginPx}
                heightPx={heightPx}
                columns={columns.map((column) => column.id).join(' ')}
                template={template}
                compact={compact}
                selected={selection.rows.has(row)}
                active={row === active}
                changed={props.changed.has(row)}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function countSelected(view: Uint32Array, rows: ReadonlySet<number>): number {
  if (rows.size === 0) return 0;
  let count = 0;
  for (const row of view) if (rows.has(row)) count += 1;
  return count;
}
