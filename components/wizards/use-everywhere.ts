'use client';

import { useQueries } from '@tanstack/react-query';
import type { AzureFault } from '@/lib/arm/fault';
import { useEstate } from '@/lib/browser/queries';
import type { Choice, ChoiceKind } from '@/lib/model/azure-reader';
import { choicesQuery } from './place-fields';

const nouns: Readonly<Partial<Record<ChoiceKind, string>>> = {
  groups: 'resource groups',
  vaults: 'key vaults',
  accounts: 'storage accounts',
  secrets: 'secrets',
  containers: 'containers',
};

/** Why a list is not complete, in a sentence: refused is not empty. */
export function unreadable(kind: ChoiceKind, where: string, { status, message }: AzureFault): string {
  const what = nouns[kind] ?? kind;
  return status === 403
    ? `You don’t have permission to list ${what} in ${where}. The Reader role there is enough.`
    : `Couldn’t list ${what} in ${where}: ${message}`;
}

/** Names of the subscriptions that can be seen, by id in lower case. */
export function useSubscriptionNames(): ReadonlyMap<string, string> {
  const { data: estate } = useEstate();
  const visible = (estate?.subscriptions ?? []).filter((one) => one.visible);
  return new Map(visible.map(({ subscriptionId, name }) => [subscriptionId.toLowerCase(), name]));
}

interface Everywhere {
  readonly choices: readonly Choice[];
  readonly loading: boolean;
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
}

/**
 * The same list of every subscription that can be seen, at once: to choose a vault, nobody has to know where it is.
 * How many are read at a time is bounded by the server.
 */
export function useEverywhere(kind: ChoiceKind): Everywhere {
  const names = useSubscriptionNames();
  const { data: estate } = useEstate();
  const subscriptions = [...names];
  return useQueries({
    queries: subscriptions.map(([subscriptionId]) => choicesQuery(kind, subscriptionId)),
    combine: (results) => ({
      choices: results
        .flatMap(({ data }) => data ?? [])
        .toSorted((left, right) => left.name.localeCompare(right.name)),
      loading: estate === undefined || results.some(({ isPending }) => isPending),
      problems: results.flatMap(({ error }, index) =>
        error === null ? [] : [unreadable(kind, subscriptions[index]?.[1] ?? '', error)],
      ),
    }),
  });
}
