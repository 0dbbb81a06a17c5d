'use client';

import { defaultRateLimit, useQueryState, useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { writesAddress } from '@/lib/browser/address';
import type { ListSpec } from '@/lib/browser/table/list-spec';
import {
  chosenColumns,
  chosenFacets,
  chosenSort,
  columnsParser,
  facetParam,
  facetParsers,
  sortParser,
  textParser,
} from '@/lib/browser/table/url-state';

/** Everything a person has set on a list, kept in the address. */
export function useListState(spec: ListSpec) {
  const [parsers] = useState(() => facetParsers(spec));
  const [text, setText] = useQueryState('q', textParser);
  const [sortParam, setSortParam] = useQueryState('sort', sortParser);
  const [columnParam, setColumnParam] = useQueryState('cols', columnsParser);
  const [facetParams, setFacetParams] = useQueryStates(parsers);
  const sort = chosenSort(spec, sortParam);
  const facets = chosenFacets(spec, facetParams);
  const columns = chosenColumns(spec, columnParam);
  // Typing is written once it pauses; whoever opens another page before that comes back to the text all the same.
  useEffect(
    () =>
      writesAddress(() => {
        const written = new URLSearchParams(window.location.search).get('q') ?? '';
        if (written === text) return undefined;
        return setText(text === '' ? null : text, { limitUrlUpdates: defaultRateLimit });
      }),
    [text, setText],
  );

  return {
    text,
    setText: (next: string) => setText(next === '' ? null : next),
    sort,
    /** Once: smallest first. Again: the other way round. Numbers start with the largest, which is what one looks for. */
    sortBy: (column: string) => {
      const found = spec.columns.find((candidate) => candidate.id === column);
      const largestFirst =
        found?.align === 'right' || column === 'privilege' || column === 'findings' || column === 'created';
      const descending = sort.column === column ? !sort.descending : largestFirst;
      const isDefault = `${descending ? '-' : ''}${column}` === spec.defaultSort;
      setSortParam(isDefault ? null : { column, descending });
    },
    columns,
    setColumns: (next: readonly string[]) => {
      const initial = chosenColumns(spec, null);
      const same = next.length === initial.length && initial.every((column) => next.includes(column));
      setColumnParam(same ? null : [...next]);
    },
    facets,
    setFacet: (facetId: string, chosen: readonly string[]) =>
      setFacetParams({ [facetId]: facetParam(spec, facetId, chosen) }),
    /** True when text or facets leave rows out beyond what the page starts with. */
    narrowed: text.trim() !== '' || spec.facets.some((facet) => (facetParams[facet.id] ?? null) !== null),
    clear: () => {
      setText(null);
      setFacetParams(null);
    },
  };
}

export type ListState = ReturnType<typeof useListState>;
