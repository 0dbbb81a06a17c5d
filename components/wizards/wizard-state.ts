'use client';

import {
  createSerializer,
  parseAsArrayOf,
  parseAsJson,
  parseAsString,
  useQueryState,
  useQueryStates,
} from 'nuqs';
import type { Access } from './access';

function isAccess(value: unknown): value is Access {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'role' || value.kind === 'policy') &&
    'scope' in value &&
    typeof value.scope === 'string' &&
    'roleGuid' in value &&
    typeof value.roleGuid === 'string' &&
    'roleName' in value &&
    typeof value.roleName === 'string' &&
    'condition' in value &&
    typeof value.condition === 'string'
  );
}

/** By hand: a schema library for one line of an address would be a third of the form's script. Null for another shape. */
const parseAccess = (value: unknown): Access[] | null =>
  Array.isArray(value) && value.every(isAccess) ? value : null;

const text = parseAsString.withDefault('');

/** Each page of a wizard is an entry in the browser's history; what is typed on it is not. */
export function useWizardPage(first: string) {
  return useQueryState('page', parseAsString.withDefault(first).withOptions({ history: 'push' }));
}

/** Texts of a form, kept in the address under their own names. */
export function useTexts<Name extends string>(names: readonly Name[]) {
  const parsers = Object.fromEntries(names.map((name) => [name, text]));
  const [values, setValues] = useQueryStates(parsers);
  const get = (name: Name): string => values[name] ?? '';
  const all = Object.fromEntries(names.map((name) => [name, get(name)]));
  const set = (change: Partial<Record<Name, string>>) => {
    const next = Object.fromEntries(
      Object.entries<string | undefined>(change).map(([name, value]) => [
        name,
        value === '' ? null : (value ?? null),
      ]),
    );
    void setValues(next);
  };
  return { get, set, all };
}

const ids = parseAsArrayOf(parseAsString).withDefault([]);

/** A list of ids in the address. */
export function useIds(name: string) {
  return useQueryState(name, ids);
}

const accessParser = parseAsJson(parseAccess).withDefault([]);

/**
 * What was chosen, as the part of an address that opens the form again with all of it. From the values themselves: the
 * address follows what is typed a moment later.
 */
export function formQuery(chosen: {
  page?: string;
  texts?: Readonly<Record<string, string>>;
  ids?: Readonly<Record<string, readonly string[]>>;
  access?: readonly Access[];
}): string {
  const { page = '', texts = {}, ids: lists = {}, access = [] } = chosen;
  const serialize = createSerializer({
    page: text,
    access: accessParser,
    ...Object.fromEntries(Object.keys(texts).map((name) => [name, text])),
    ...Object.fromEntries(Object.keys(lists).map((name) => [name, ids])),
  });
  const copies = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list]]));
  return serialize({ page, ...texts, ...copies, access: [...access] }).replace(/^\?/, '');
}

export function useAccess(): [readonly Access[], (access: Access[]) => void] {
  const [access, setAccess] = useQueryState('access', accessParser);
  return [access, (next) => void setAccess(next.length === 0 ? null : next)];
}
