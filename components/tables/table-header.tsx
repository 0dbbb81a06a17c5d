import { Icon } from '@/components/ui/icon';
import type { ListColumn } from '@/lib/browser/table/list-spec';
import type { SortState } from '@/lib/browser/table/url-state';

interface TableHeaderProps {
  columns: readonly ListColumn[];
  template: string;
  sort: SortState;
  onSort: (column: string) => void;
  /** All, some or none of the rows shown are selected. */
  selected: 'all' | 'some' | 'none';
  onSelectAll: () => void;
}

export function TableHeader({ columns, template, sort, onSort, selected, onSelectAll }: TableHeaderProps) {
  return (
    <thead className="sticky top-0 z-10 block h-8 border-b border-line bg-sunken text-sm text-ink-2">
      <tr aria-rowindex={1} className="grid h-full items-center" style={{ gridTemplateColumns: template }}>
        <th scope="col" className="flex items-center justify-center">
          <input
            type="checkbox"
            aria-label="Select all rows shown"
            checked={selected === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = selected === 'some';
            }}
            onChange={onSelectAll}
            className="size-3.5 accent-accent"
          />
        </th>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            aria-sort={sort.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined}
            className={`flex min-w-0 px-1 font-medium ${column.align === 'right' ? 'justify-end' : ''}`}
          >
            {column.sort === undefined ? (
              <span className="truncate px-1">{column.label}</span>
            ) : (
              <button
                type="button"
                onClick={() => onSort(column.id)}
                className={`flex min-w-0 items-center gap-1 rounded-sm px-1 hover:text-ink ${sort.column === column.id ? 'text-ink' : ''}`}
              >
                <span className="truncate">{column.label}</span>
                {sort.column === column.id &&
                  (sort.descending ? <Icon name="down" size={12} /> : <Icon name="up" size={12} />)}
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}
