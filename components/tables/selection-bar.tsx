'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { countOf } from '@/components/ui/num';
import { Popover } from '@/components/ui/popover';
import type { RowIds } from '@/lib/browser/table/arm-ids';
import type { ListSpec } from '@/lib/browser/table/list-spec';
import type { ClientTable } from '@/lib/model/client-table';
import type { CellContext } from './list-view';
import type { Selection } from './use-selection';

const ExportMenu = dynamic(() => import('./export-menu').then((module) => module.ExportMenu));

interface SelectionBarProps {
  spec: ListSpec;
  table: ClientTable;
  /** Selected rows in the order they are shown, then those the filter hides. */
  rows: readonly number[];
  hidden: number;
  context: CellContext;
  selection: Selection;
  /** What can be done to the rows besides copying them. */
  bulk: ReactNode;
}

/** What can be done with the selected rows. Never in the way: it stands below the table, which gives up its height. */
export function SelectionBar({ spec, table, rows, hidden, context, selection, bulk }: SelectionBarProps) {
  'use no memo';
  const [said, setSaid] = useState('');
  const [exporting, setExporting] = useState(false);
  const copy = async () => {
    try {
      const ids = await idsFor(spec, table, rows, context.ids);
      await navigator.clipboard.writeText(ids.join('\n'));
      setSaid(`Copied ${countOf(ids.length, 'id')}`);
    } catch {
      setSaid('The ids could not be copied');
    }
  };
  return (
    <section
      aria-label="Selection"
      className="mt-2 flex flex-wrap items-center gap-2 rounded-md border border-line-strong bg-raised px-3 py-1.5"
    >
      <span className="mr-2 font-medium tabular-nums">
        {rows.length} selected
        {hidden > 0 && <span className="font-normal text-ink-2"> · {hidden} of them filtered out</span>}
      </span>
      {bulk}
      <Button size="sm" onClick={copy}>
        Copy ids
      </Button>
      <Popover
        trigger="Export selection"
        triggerClassName={buttonStyle('secondary', 'sm')}
        label="Export the selected rows"
        align="start"
        className="w-72"
        onOpenChange={setExporting}
      >
        {exporting && <ExportMenu table={table} spec={spec} names={context.names} rows={rows} />}
      </Popover>
      <Button size="sm" variant="quiet" onClick={selection.clear}>
        Clear
      </Button>
      <span role="status" className="text-sm text-ink-2">
        {said}
      </span>
    </section>
  );
}

/** ARM ids of the rows; fetches GUIDs only where the ids are made of them. */
async function idsFor(
  spec: ListSpec,
  table: ClientTable,
  rows: readonly number[],
  cached: RowIds | null,
): Promise<string[]> {
  const derived = rows.map((row) => spec.armId(table, row, cached));
  if (derived.every((id) => id !== null)) return derived;
  const ids = await (await import('@/lib/browser/table/row-ids')).fetchRowIds(spec.table);
  return rows.map((row) => spec.armId(table, row, ids)).filter((id) => id !== null);
}
