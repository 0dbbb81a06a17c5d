import type { EstateReader } from '@/lib/model/estate-reader';
import { type TourFacts, tourIds } from '@/lib/onboarding/tour';

/** Where new things go when the person has not said: a region that every subscription has. */
const defaultLocation = 'westeurope';

type TourIds = ReturnType<typeof tourIds>;

/** What the tour makes, where something of it is there already; else where it would make it. */
export function tourPlace(estate: EstateReader): TourIds {
  const places = estate.subscriptions
    .filter(({ visible }) => visible)
    .map(({ subscriptionId }) => tourIds(subscriptionId));
  const begun = places.find(
    ({ machineId, identityId }) =>
      estate.hostRow(machineId) !== undefined || estate.identityRow(identityId) !== undefined,
  );
  return begun ?? places[0] ?? tourIds('');
}

/**
 * How far the tour is at a place.
 * @param proved whether a probe on its virtual machine worked with its identity
 */
export function tourFacts(estate: EstateReader, place: TourIds, proved: boolean): TourFacts {
  const host = estate.hostRow(place.machineId);
  const identity = estate.identityRow(place.identityId);
  return {
    ...place,
    location: defaultLocation,
    machineExists: host !== undefined,
    identityExists: identity !== undefined,
    attached: host !== undefined && identity !== undefined && estate.identitiesOf(host).includes(identity),
    roleAssignments:
      identity === undefined ? 0 : estate.roleAssignmentsOf(estate.principalId(identity)).length,
    proved,
  };
}
