import { memo, type ReactNode } from 'react';
import { textAt } from '@/lib/browser/table/cells';
import type { ClientTable } from '@/lib/model/client-table';
import { inScope } from '@/lib/routes';
import type { CellContext, ListView } from './list-view';

export interface TableRowProps {
  list: ListView;
  table: ClientTable;
  /** The table is mutated in place: this is what says that a cell may differ. */
  revision: number;
  context: CellContext;
  row: number;
  /** Place in the view, from 0. */
  place: number;
  topPx: number;
  heightPx: number;
  /** Ids of the columns, joined: equal text, equal row. */
  columns: string;
  template: string;
  compact: boolean;
  selected: boolean;
  active: boolean;
  changed: boolean;
}

export function rowId(list: ListView, row: number, compact: boolean): string {
  return `${list.spec.table}-${compact ? 'line' : 'row'}-${row}`;
}

function TableRowView(props: TableRowProps) {
  'use no memo';
  const { list, table, context, row, compact, selected, active, changed } = props;
  const name = textAt(table, list.spec.nameColumn, row);
  const href = list.href(table, row, context);
  const tint = active ? 'bg-accent-soft' : selected ? 'bg-sunken' : 'hover:bg-sunken/60';
  const label = (
    <span className="block min-w-0 flex-1 truncate">
      {href === null ? (
        <span className="font-medium">{name || '(no name)'}</span>
      ) : (
        <a
          href={inScope(href, context.scope)}
          tabIndex={-1}
          className="rounded-sm font-medium text-accent underline-offset-2 hover:underline"
        >
          {name || '(no name)'}
        </a>
      )}
    </span>
  );
  // Positioned by the row, so that it lies under all of its cells.
  const wash = changed && (
    <span
      key={row}
      aria-hidden="true"
      className="wash pointer-events-none absolute inset-0 border-l-2 border-accent opacity-0 transition-opacity duration-[6000ms] ease-in starting:opacity-100 motion-reduce:opacity-100"
    />
  );
  const ring = active
    ? 'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent'
    : '';
  return (
    <tr
      id={rowId(list, row, compact)}
      data-row={row}
      data-changed={changed || undefined}
      aria-rowindex={props.place + 2}
      aria-selected={selected}
      className={`absolute inset-x-0 top-0 grid border-b border-line ${tint} ${ring}`}
      style={{
        height: props.heightPx,
        transform: `translateY(${props.topPx}px)`,
        gridTemplateColumns: compact ? 'minmax(0, 1fr)' : props.template,
      }}
    >
      {compact ? (
        <td className="flex h-full min-w-0 flex-col justify-center gap-0.5 px-3">
          {wash}
          <span className="relative flex items-center gap-2">
            {label}
            <span className="flex max-w-[55%] shrink-0 items-center gap-1 overflow-hidden">
              {list.aside(table, row, context)}
            </span>
          </span>
          <span className="relative truncate text-sm text-ink-2">{list.line(table, row, context)}</span>
        </td>
      ) : (
        <>
          <td className="flex items-center justify-center">
            {wash}
            <input
              type="checkbox"
              tabIndex={-1}
              data-select=""
              checked={selected}
              readOnly
              aria-label={`Select ${name}`}
              className="relative size-3.5 accent-accent"
            />
          </td>
          {props.columns.split(' ').map((column, index) => (
            <td key={column} className={cellStyle(list, column)}>
              {index === 0 ? label : cellOf(list, column, table, row, context)}
            </td>
          ))}
        </>
      )}
    </tr>
  );
}

function cellStyle(list: ListView, column: string): string {
  const right = list.spec.columns.find((candidate) => candidate.id === column)?.align === 'right';
  return `relative min-w-0 self-center truncate px-2 ${right ? 'text-right tabular-nums' : ''}`;
}

function cellOf(
  list: ListView,
  column: string,
  table: ClientTable,
  row: number,
  context: CellContext,
): ReactNode {
  const rendered = list.cell(column, table, row, context);
  if (rendered !== undefined) return rendered;
  const value = list.spec.columns
    .find((candidate) => candidate.id === column)
    ?.value(table, row, context.names);
  return value === -1 ? <span className="text-ink-3">unknown</span> : value;
}

export const TableRow = memo(TableRowView);
