import type { EstateReader } from '@/lib/model/estate-reader';
import { type TourFacts, tourIds } from '@/lib/onboarding/tour';

/** Where new things go when the person has not said: a region that every subscription has. */
const defaultLocation = 'westeurope';

/**
 * What is there of the things the tour makes, wherever it was begun; else where it would make them.
 * @param proved whether a probe on that virtual machine worked with that identity
 */
export function tourFacts(
  estate: EstateReader,
  proved: (machineId: string, identityId: string) => boolean,
): TourFacts {
  const begun = estate.subscriptions
    .filter(({ visible }) => visible)
    .map(({ subscriptionId }) => subscriptionId);
  const ids = begun.map((subscriptionId) => tourIds(subscriptionId));
  const found =
    ids.find(({ machineId, identityId }) => {
      return estate.hostRow(machineId) !== undefined || estate.identityRow(identityId) !== undefined;
    }) ??
    ids[0] ??
    tourIds('');
  const { subscriptionId, machineId, identityId } = found;
  const host = estate.hostRow(machineId);
  const identity = estate.identityRow(identityId);
  return {
    ...found,
    location: defaultLocation,
    subscriptionId,
    machineExists: host !== undefined,
    identityExists: identity !== undefined,
    attached: host !== undefined && identity !== undefined && estate.identitiesOf(host).includes(identity),
    roleAssignments:
      identity === undefined ? 0 : estate.roleAssignmentsOf(estate.principalId(identity)).length,
    proved: proved(machineId, identityId),
  };
}
