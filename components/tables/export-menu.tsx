'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { type ExportFormat, exportChunks } from '@/lib/browser/table/export';
import type { EstateNames, ListSpec } from '@/lib/browser/table/list-spec';
import { fetchRowIds } from '@/lib/browser/table/row-ids';
import type { ClientTable } from '@/lib/model/client-table';

interface ExportMenuProps {
  table: ClientTable;
  spec: ListSpec;
  names: EstateNames;
  rows: ArrayLike<number>;
}

/** Writes the rows as a file, GUID columns included; they are fetched for it. */
export function ExportMenu({ table, spec, names, rows }: ExportMenuProps) {
  const [state, setState] = useState('');
  const save = async (format: ExportFormat) => {
    setState('Reading ids…');
    // The rows are written either way; what is missing is said.
    const ids = await fetchRowIds(spec.table).catch(() => null);
    const type = format === 'csv' ? 'text/csv' : 'application/json';
    const blob = new Blob([...exportChunks(format, { table, spec, names, rows, ids })], { type });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${spec.table}-${new Date().toISOString().slice(0, 16).replace(':', '')}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    setState(ids === null ? 'Saved without GUIDs: they could not be read.' : 'Saved.');
  };
  return (
    <div className="flex flex-col gap-2 p-3">
      <p className="text-ink-2">The rows shown, in this order, with full ARM ids and GUIDs.</p>
      <div className="flex gap-2">
        <Button size="sm" onClick={() => save('csv')}>
          CSV
        </Button>
        <Button size="sm" onClick={() => save('json')}>
          JSON
        </Button>
      </div>
      <p role="status" className="text-sm text-ink-2">
        {state}
      </p>
    </div>
  );
}
