import 'server-only';
import type { Result } from '@/lib/arm/fault';
import { env } from '@/lib/env';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import type { HostDetail } from '@/lib/model/host-detail';
import { buildHostDetail } from './host-detail';
import { readClientId } from './live-facts';
import { notFoundFault } from './not-found';

/**
 * One virtual machine, or other resource that carries identities, as the caller sees it.
 * @param signal ends the wait for the first refresh; its reason is thrown. AzureError when nothing can be read.
 */
export async function hostDetail(armId: string, signal: AbortSignal): Promise<Result<HostDetail>> {
  const { snapshot } = await readyEstate(signal);
  const found = snapshot.view.hostRow(armId);
  if (found === undefined) return { ok: false, fault: notFoundFault(snapshot.view, armId, 'resource') };
  const hasSystem = snapshot.view.hosts.text('identityType', found).startsWith('SystemAssigned');
  const clientId = hasSystem
    ? await readClientId(snapshot.settings.reader, snapshot.view.hostId(found), signal)
    : null;
  // While Azure was asked the estate may have moved on.
  const { view } = snapshot;
  const row = view.hostRow(armId);
  if (row === undefined) return { ok: false, fault: notFoundFault(view, armId, 'resource') };
  const detail = buildHostDetail(view, row, clientId?.value ?? '', env().KEYLESS_PORTAL_URL);
  const gaps = clientId?.gap ? [clientId.gap, ...detail.gaps] : detail.gaps;
  return { ok: true, value: { ...detail, gaps } };
}
