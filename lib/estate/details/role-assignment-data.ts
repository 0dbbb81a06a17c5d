import 'server-only';
import type { Result } from '@/lib/arm/fault';
import { env } from '@/lib/env';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import type { RoleAssignmentPage } from '@/lib/model/role-assignment-page';
import { notFoundFault } from './not-found';
import { buildRoleAssignmentPage } from './role-assignment-page';

/**
 * One role assignment, as the caller sees it.
 * @param signal ends the wait for the first refresh; its reason is thrown. AzureError when nothing can be read.
 */
export async function roleAssignmentPage(
  armId: string,
  signal: AbortSignal,
): Promise<Result<RoleAssignmentPage>> {
  const { snapshot } = await readyEstate(signal);
  const { view } = snapshot;
  const row = view.roleAssignmentRow(armId);
  if (row === undefined) return { ok: false, fault: notFoundFault(view, armId, 'role assignment') };
  return { ok: true, value: buildRoleAssignmentPage(view, row, env().KEYLESS_PORTAL_URL) };
}
