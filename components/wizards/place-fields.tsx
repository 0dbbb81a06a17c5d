'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchJson } from '@/lib/browser/portal-fault';
import { useEstate } from '@/lib/browser/queries';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import type { Choice, ChoiceKind } from '@/lib/model/azure-reader';
import type { PlannedStep } from '@/lib/model/operation';
import { api } from '@/lib/routes';
import { SelectField, TextField } from './fields';

const guid = /^[0-9a-f-]{36}$/i;

/** What there is to choose from in a subscription, as Azure answers now. */
export function useChoices(kind: ChoiceKind, subscription: string, parent = '') {
  return useQuery(choicesQuery(kind, subscription, parent));
}

/** The same as a query, for several at once. */
export function choicesQuery(kind: ChoiceKind, subscription: string, parent = '') {
  return {
    queryKey: ['choices', kind, subscription, parent],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (
        await fetchJson<{ choices: Choice[] }>(
          api.choices(kind, subscription, parent),
          `List ${kind}`,
          signal,
        )
      ).choices,
    enabled: guid.test(subscription),
    staleTime: 30_000,
  };
}

export interface Place {
  readonly subscription: string;
  readonly group: string;
  readonly location: string;
}

/** ARM id of the place's resource group; '' until it is known. */
export function groupIdOf({ subscription, group }: Place): string {
  return subscription === '' || group === '' ? '' : `/subscriptions/${subscription}/resourceGroups/${group}`;
}

interface PlaceFieldsProps {
  place: Place;
  onChange: (change: Partial<Place>) => void;
  /** What the region is of. */
  regionHint?: string;
}

/** Where something new is created: subscription, resource group (one that exists, or a new one) and region. */
export function PlaceFields({
  place,
  onChange,
  regionHint = 'The identity’s region. Resources in any region can use it unless isolation is Regional.',
}: PlaceFieldsProps) {
  const { data: estate } = useEstate();
  const groups = useChoices('groups', place.subscription);
  const regions = useChoices('regions', place.subscription);
  const known = groups.data?.find(({ name }) => name.toLowerCase() === place.group.toLowerCase());
  const subscriptions = (estate?.subscriptions ?? []).filter(({ visible }) => visible);
  return (
    <>
      <SelectField
        label="Subscription"
        value={place.subscription}
        onChange={(subscription) => onChange({ subscription, group: '' })}
        options={subscriptions.map(({ subscriptionId, name }) => ({ value: subscriptionId, label: name }))}
        none="Choose a subscription"
      />
      <TextField
        label="Resource group"
        value={place.group}
        onChange={(group) => {
          const found = groups.data?.find(({ name }) => name.toLowerCase() === group.toLowerCase());
          onChange(found && place.location === '' ? { group, location: found.location } : { group });
        }}
        suggestions={groups.data?.map(({ name }) => name) ?? []}
        error={groups.error?.message}
        hint={
          place.group === '' || groups.data === undefined
            ? 'Group resources that share the same lifecycle.'
            : known
              ? `Existing resource group in ${known.location}`
              : 'New resource group. It’s created first.'
        }
      />
      <SelectField
        label="Region"
        value={place.location}
        onChange={(location) => onChange({ location })}
        options={(regions.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        none="Choose a region"
        error={regions.error?.message}
        hint={regionHint}
      />
    </>
  );
}

/** The step that makes the place's group, where it does not exist. */
export function groupSteps(
  { createResourceGroup }: FormActions,
  { subscription, group, location }: Place,
  exists: boolean | undefined,
): PlannedStep[] {
  if (exists !== false) return [];
  return [makeStep(createResourceGroup, { subscriptionId: subscription, name: group, location })];
}

/** Whether the group of the place exists; undefined while that is not known. */
export function useGroupExists({ subscription, group }: Place): boolean | undefined {
  const groups = useChoices('groups', subscription);
  return groups.data?.some(({ name }) => name.toLowerCase() === group.toLowerCase());
}
