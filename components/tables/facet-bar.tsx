'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { Popover } from '@/components/ui/popover';
import { labelOf } from '@/lib/browser/table/facets';
import type { EstateNames, FacetSpec, FacetValue, ListSpec } from '@/lib/browser/table/list-spec';
import { Reading } from './list-states';
import type { ListState } from './use-list-state';

const FacetMenu = dynamic(() => import('./facet-menu').then((module) => module.FacetMenu));

interface FacetBarProps {
  spec: ListSpec;
  state: ListState;
  names: EstateNames;
  /** Null while not all rows are there. */
  countsOf: (facet: FacetSpec) => (FacetValue & { count: number })[] | null;
}

/** One button a facet; what is chosen stands on it. The menu behind it is fetched when first opened. */
export function FacetBar({ spec, state, names, countsOf }: FacetBarProps) {
  'use no memo';
  return (
    <>
      {spec.facets.map((facet) => (
        <FacetButton
          key={facet.id}
          facet={facet}
          names={names}
          chosen={state.facets[facet.id] ?? []}
          onChange={(chosen) => state.setFacet(facet.id, chosen)}
          counts={() => countsOf(facet)}
        />
      ))}
      {state.narrowed && (
        <button
          type="button"
          onClick={state.clear}
          className="inline-flex h-7 shrink-0 items-center gap-1 rounded-full px-2 text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <Icon name="cross" size={12} />
          Clear filters
        </button>
      )}
    </>
  );
}

interface FacetButtonProps {
  facet: FacetSpec;
  names: EstateNames;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  counts: () => (FacetValue & { count: number })[] | null;
}

function FacetButton({ facet, names, chosen, onChange, counts }: FacetButtonProps) {
  'use no memo';
  const [open, setOpen] = useState(false);
  const values = open ? counts() : null;
  const first = chosen[0];
  const said =
    first === undefined
      ? facet.label
      : `${facet.label}: ${labelOf(facet, first, names)}${chosen.length > 1 ? ` +${chosen.length - 1}` : ''}`;
  const look =
    first === undefined
      ? 'border-line-strong bg-surface hover:bg-sunken'
      : 'border-transparent bg-accent-soft text-accent';
  return (
    <Popover
      trigger={<span className="max-w-56 truncate">{said}</span>}
      triggerClassName={`inline-flex h-7 shrink-0 items-center rounded-full border px-2.5 ${look}`}
      label={`Filter by ${facet.label}`}
      align="start"
      className="w-72"
      onOpenChange={setOpen}
    >
      {open &&
        (values === null ? (
          <Reading />
        ) : (
          <FacetMenu facet={facet} chosen={chosen} onChange={onChange} values={values} />
        ))}
    </Popover>
  );
}
