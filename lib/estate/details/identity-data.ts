import 'server-only';
import type { Result } from '@/lib/arm/fault';
import { env } from '@/lib/env';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import type { IdentityDetail } from '@/lib/model/identity-detail';
import { buildIdentityDetail } from './identity-detail';
import { readClientId, readFederated } from './live-facts';
import { notFoundFault } from './not-found';

/**
 * One identity with everything its page shows, as the caller sees it. Waits for the first refresh to be complete.
 * @param signal ends the wait; its reason is thrown. AzureError is thrown when the estate cannot be read at all.
 */
export async function identityDetail(armId: string, signal: AbortSignal): Promise<Result<IdentityDetail>> {
  const { snapshot } = await readyEstate(signal);
  const found = snapshot.view.identityRow(armId);
  if (found === undefined) return { ok: false, fault: notFoundFault(snapshot.view, armId, 'identity') };
  const kind = snapshot.view.identities.text('kind', found);
  const host = snapshot.view.hostsOf(found)[0];
  const [clientId, federated] = await Promise.all([
    kind === 'system' && host !== undefined
      ? readClientId(snapshot.settings.reader, snapshot.view.hostId(host), signal)
      : null,
    kind === 'user' ? readFederated(snapshot.settings.reader, snapshot.view.identityId(found), signal) : null,
  ]);
  // While Azure was asked the estate may have moved on.
  const { view } = snapshot;
  const row = view.identityRow(armId);
  if (row === undefined) return { ok: false, fault: notFoundFault(view, armId, 'identity') };
  const live = { clientId: clientId?.value ?? '', federated: federated?.value ?? null };
  const detail = buildIdentityDetail(view, row, live, env().KEYLESS_PORTAL_URL);
  const gaps = [clientId?.gap, federated?.gap].flatMap((gap) => gap ?? []);
  return { ok: true, value: { ...detail, gaps: [...gaps, ...detail.gaps] } };
}
