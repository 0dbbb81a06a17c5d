import 'server-only';
import { sameId } from '@/lib/arm/arm-id';
import type { Result } from '@/lib/arm/fault';
import { operationServiceOf } from '@/lib/changes/run/operation-service';
import { tourFacts, tourPlace } from '@/lib/estate/details/tour-facts';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { stampOf } from '@/lib/model/summary';
import type { ProbeRecord } from '@/lib/model/token-probe';
import type { TourFacts } from '@/lib/onboarding/tour';

function worked({ result }: ProbeRecord): boolean {
  const { claims, call } = result;
  return claims !== null && call !== null && call.status >= 200 && call.status < 300;
}

/** How far the tour is for whoever looks, with the stamp of the estate it was read from. */
export async function tourPage(signal: AbortSignal): Promise<Result<{ facts: TourFacts; stamp: string }>> {
  const { snapshot, caller } = await readyEstate(signal);
  const { probes } = await operationServiceOf(caller);
  const place = tourPlace(snapshot.view);
  const records = await probes.latest(caller, place.machineId);
  const proved = records.some((one) => sameId(one.identityId, place.identityId) && worked(one));
  // While the store was asked the estate may have moved on.
  const facts = tourFacts(snapshot.view, place, proved);
  return { ok: true, value: { facts, stamp: stampOf(snapshot.event) } };
}
