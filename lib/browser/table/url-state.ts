// The parsers without the hooks: the server reads addresses with them too.
import { createParser, debounce, parseAsArrayOf, parseAsString } from 'nuqs/server';
import type { ListSpec } from './list-spec';

export interface SortState {
  column: string;
  descending: boolean;
}

/** In the address a sort is a column's id, with a minus in front for largest first. */
const parseAsSort = createParser<SortState>({
  parse: (value) => {
    const column = value.replace(/^-/, '');
    return column === '' ? null : { column, descending: value.startsWith('-') };
  },
  serialize: (sort) => `${sort.descending ? '-' : ''}${sort.column}`,
  eq: (a, b) => a.column === b.column && a.descending === b.descending,
});

/** Typing replaces the address, and only once it pauses: a person goes back to the page before, not to each letter. */
export const textParser = parseAsString
  .withDefault('')
  .withOptions({ history: 'replace', limitUrlUpdates: debounce(250) });
export const sortParser = parseAsSort.withOptions({ history: 'replace' });
export const columnsParser = parseAsArrayOf(parseAsString).withOptions({ history: 'replace' });

const facetParser = parseAsArrayOf(parseAsString).withOptions({ history: 'push' });

/** One parameter a facet, named by the facet's id. */
export function facetParsers(spec: ListSpec): Record<string, typeof facetParser> {
  return Object.fromEntries(spec.facets.map((facet) => [facet.id, facetParser]));
}

/** The word that lifts a facet's initial choice. */
export const anyValue = 'any';

/** What each facet lets pass, given what the address says of it. */
export function chosenFacets(
  spec: ListSpec,
  params: Readonly<Record<string, readonly string[] | null>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    spec.facets.map((facet) => {
      const given = params[facet.id] ?? null;
      if (given !== null) return [facet.id, given.includes(anyValue) ? [] : given];
      return [facet.id, facet.kind === 'dict' ? (facet.initial ?? []) : []];
    }),
  );
}

/** The address's value for a choice: nothing where it is what the page starts with. */
export function facetParam(spec: ListSpec, facetId: string, chosen: readonly string[]): string[] | null {
  const facet = spec.facets.find((candidate) => candidate.id === facetId);
  const initial = facet?.kind === 'dict' ? (facet.initial ?? []) : [];
  const same = initial.length === chosen.length && initial.every((value) => chosen.includes(value));
  if (same) return null;
  return chosen.length === 0 ? [anyValue] : [...chosen];
}

/** The sort to use: the address's where it names a column that sorts, the list's own otherwise. */
export function chosenSort(spec: ListSpec, sort: SortState | null): SortState {
  const known =
    sort !== null && spec.columns.some((column) => column.id === sort.column && column.sort !== undefined);
  return known
    ? sort
    : (parseAsSort.parse(spec.defaultSort) ?? { column: spec.nameColumn, descending: false });
}

/** Ids of the columns to show, in the list's order. The first, the name, is always there. */
export function chosenColumns(spec: ListSpec, columns: readonly string[] | null): string[] {
  return spec.columns
    .filter(
      (column, index) =>
        index === 0 || (columns === null ? column.hidden !== true : columns.includes(column.id)),
    )
    .map((column) => column.id);
}
