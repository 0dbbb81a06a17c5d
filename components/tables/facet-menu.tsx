'use client';

import { useState } from 'react';
import { formatCount } from '@/components/ui/num';
import type { FacetSpec, FacetValue } from '@/lib/browser/table/list-spec';

interface FacetMenuProps {
  facet: FacetSpec;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  /** With how many rows each would leave, the other filters applied. */
  values: readonly (FacetValue & { count: number })[];
}

const maxShown = 200;

export function FacetMenu({ facet, chosen, onChange, values }: FacetMenuProps) {
  const [search, setSearch] = useState('');
  const wanted = new Set(chosen.map((value) => value.toLowerCase()));
  const found = values.filter((value) => value.label.toLowerCase().includes(search.toLowerCase()));
  const toggle = (value: string) => {
    const lower = value.toLowerCase();
    onChange(
      wanted.has(lower) ? chosen.filter((other) => other.toLowerCase() !== lower) : [...chosen, value],
    );
  };
  return (
    <div className="flex max-h-80 flex-col">
      {values.length > 10 && (
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          aria-label={`Find a value of ${facet.label}`}
          placeholder={`Find among ${formatCount(values.length)}`}
          className="m-2 mb-0 h-7 rounded-md border border-line-strong bg-surface px-2"
        />
      )}
      <fieldset className="min-h-0 overflow-auto p-1">
        <legend className="sr-only">{facet.label}</legend>
        {found.slice(0, maxShown).map(({ value, label, count }) => (
          <label key={value} className="flex h-7 items-center gap-2 rounded-sm px-2 hover:bg-sunken">
            <input
              type="checkbox"
              checked={wanted.has(value.toLowerCase())}
              onChange={() => toggle(value)}
              className="size-3.5 shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1 truncate" title={label}>
              {label}
            </span>
            <span className="text-sm text-ink-2 tabular-nums">{formatCount(count)}</span>
          </label>
        ))}
        {found.length === 0 && <p className="px-2 py-1.5 text-ink-2">No value to choose here.</p>}
        {found.length > maxShown && (
          <p className="px-2 py-1.5 text-sm text-ink-3">
            {formatCount(found.length - maxShown)} more; type to find them.
          </p>
        )}
      </fieldset>
      {chosen.length > 0 && (
        <button
          type="button"
          onClick={() => onChange([])}
          className="border-t border-line px-3 py-1.5 text-left text-ink-2 hover:bg-sunken hover:text-ink"
        >
          Any {facet.label.toLowerCase()}
        </button>
      )}
    </div>
  );
}
