'use client';

import { useState } from 'react';
import { FaultNotice } from '@/components/ui/fault-notice';
import { countOf } from '@/components/ui/num';
import { KindTag } from '@/components/ui/tag';
import { nameOf } from '@/lib/arm/arm-id';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { useEstateTable } from '@/lib/browser/queries';
import { hostArmId, identityArmId } from '@/lib/browser/table/arm-ids';
import { textAt } from '@/lib/browser/table/cells';
import type { ClientTable } from '@/lib/model/client-table';

/** What can be picked: machines, identities that can be attached, or anything that can hold a role assignment. */
export type Pickable = 'machines' | 'user-assigned' | 'principals';

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly where: string;
}

const maxShown = 60;

function matching(table: ClientTable, what: Pickable, wanted: string): { shown: Entry[]; total: number } {
  const shown: Entry[] = [];
  let total = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if (table.dead[row] === 1) continue;
    if (!isPickable(table, what, row)) continue;
    const name = textAt(table, 'name', row);
    const where = `${textAt(table, 'resourceGroup', row)} · ${textAt(table, 'location', row)}`;
    if (wanted !== '' && !`${name} ${where}`.toLowerCase().includes(wanted)) continue;
    total += 1;
    if (shown.length < maxShown)
      shown.push({ id: idOf(table, what, row), name, kind: kindOf(table, what, row), where });
  }
  return { shown, total };
}

function isPickable(table: ClientTable, what: Pickable, row: number): boolean {
  if (what === 'machines') return isVirtualMachine(textAt(table, 'type', row));
  const kind = textAt(table, 'kind', row);
  return what === 'user-assigned' ? kind === 'user' : kind === 'user' || kind === 'system';
}

/** A system-assigned identity is picked as the resource that has it: that is what steps name. */
function idOf(table: ClientTable, what: Pickable, row: number): string {
  if (what === 'machines') return hostArmId(table, row);
  return identityArmId(table, row).replace(
    /\/providers\/Microsoft\.ManagedIdentity\/identities\/default$/i,
    '',
  );
}

function kindOf(table: ClientTable, what: Pickable, row: number): string {
  return what === 'machines' ? '' : textAt(table, 'kind', row);
}

interface EntityPickerProps {
  label: string;
  what: Pickable;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  /** One at most. */
  single?: boolean;
}

/** A list of the estate to choose from, by typing. What was chosen stays on top, whatever the filter hides. */
export function EntityPicker({ label, what, chosen, onChange, single = false }: EntityPickerProps) {
  // Tables are mutated in place.
  'use no memo';
  const [text, setText] = useState('');
  const query = useEstateTable(what === 'machines' ? 'hosts' : 'identities');
  if (query.error) return <FaultNotice fault={query.error} />;
  const table = query.data?.table;
  const { shown, total } = table ? matching(table, what, text.trim().toLowerCase()) : { shown: [], total: 0 };
  const isChosen = (id: string) => chosen.some((one) => one.toLowerCase() === id.toLowerCase());
  const toggle = (id: string) => {
    const without = chosen.filter((one) => one.toLowerCase() !== id.toLowerCase());
    if (without.length < chosen.length) onChange(without);
    else onChange(single ? [id] : [...chosen, id]);
  };
  return (
    <fieldset className="rounded-md border border-line bg-surface">
      <legend className="sr-only">{label}</legend>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
        <span className="font-semibold">{label}</span>
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={`Filter ${label.toLowerCase()}`}
          placeholder="Filter by name"
          className="h-7 w-60 max-w-full rounded-md border border-line-strong bg-surface px-2.5"
        />
        <output className="ml-auto text-ink-2 tabular-nums">
          {chosen.length > 0 && `${chosen.length} chosen · `}
          {table ? countOf(total, 'match', 'matches') : 'reading…'}
        </output>
      </div>
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5 border-b border-line px-3.5 py-2">
          {chosen.map((id) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => toggle(id)}
                title={id}
                className="rounded-sm bg-accent-soft px-1.5 text-accent"
              >
                {nameOf(id)} <span aria-hidden="true">×</span>
                <span className="sr-only">, take out</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <ul className="max-h-72 overflow-y-auto">
        {shown.map((entry) => (
          <li key={entry.id}>
            <label className="flex h-8 cursor-pointer items-center gap-2.5 px-3.5 hover:bg-sunken">
              <input
                type={single ? 'radio' : 'checkbox'}
                checked={isChosen(entry.id)}
                onChange={() => toggle(entry.id)}
              />
              {entry.kind !== '' && <KindTag kind={entry.kind} />}
              <span className="truncate">{entry.name}</span>
              <span className="ml-auto truncate text-ink-3">{entry.where}</span>
            </label>
          </li>
        ))}
      </ul>
      {table && total > shown.length && (
        <p className="border-t border-line px-3.5 py-1.5 text-sm text-ink-2">
          {shown.length} of {total} shown; type to find others.
        </p>
      )}
      {table && total === 0 && <p className="px-3.5 py-3 text-ink-2">Nothing is called that here.</p>}
    </fieldset>
  );
}
