'use client';

import type { ListSpec } from '@/lib/browser/table/list-spec';

interface ColumnMenuProps {
  spec: ListSpec;
  columns: readonly string[];
  onChange: (columns: readonly string[]) => void;
}

export function ColumnMenu({ spec, columns, onChange }: ColumnMenuProps) {
  return (
    <fieldset className="max-h-96 overflow-auto p-1">
      <legend className="sr-only">Columns</legend>
      {spec.columns.map((column, index) => (
        <label key={column.id} className="flex h-7 items-center gap-2 rounded-sm px-2 hover:bg-sunken">
          <input
            type="checkbox"
            checked={columns.includes(column.id)}
            disabled={index === 0}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...columns, column.id] : columns.filter((id) => id !== column.id),
              )
            }
            className="size-3.5 accent-accent"
          />
          {column.label}
        </label>
      ))}
    </fieldset>
  );
}
