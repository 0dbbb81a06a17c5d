import 'server-only';
import { env } from '@/lib/env';
import type { Result } from '@/lib/errors';
import { readyEstate } from '@/lib/estate/snapshots';
import { notFoundFault } from '@/lib/identities/not-found';
import { buildGrantPage } from './page';
import type { GrantPage } from './schema';

/**
 * One role assignment, as the caller sees it.
 * @param signal ends the wait for the first look; its reason is thrown. AzureError when nothing can be read.
 */
export async function grantPage(armId: string, signal: AbortSignal): Promise<Result<GrantPage>> {
  const { snapshot } = await readyEstate(signal);
  const { view } = snapshot;
  const row = view.grantRow(armId);
  if (row === undefined) return { ok: false, fault: notFoundFault(view, armId, 'role assignment') };
  return { ok: true, value: buildGrantPage(view, row, env().KEYLESS_PORTAL_URL) };
}
