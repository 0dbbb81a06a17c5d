import 'server-only';
import type { Result } from '@/lib/arm/fault';
import { namesOf } from '@/lib/changes/steps/names';
import { hostDetail } from '@/lib/estate/details/host-data';
import { identityDetail } from '@/lib/estate/details/identity-data';
import { roleAssignmentPage } from '@/lib/estate/details/role-assignment-data';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import type { ActionOffer, WithActions } from '@/lib/model/actions';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { HostDetail } from '@/lib/model/host-detail';
import type { IdentityDetail } from '@/lib/model/identity-detail';
import type { RoleAssignmentPage } from '@/lib/model/role-assignment-page';
import { actionsFor } from './actions-for';
import { machineOf, userAssignedOf } from './things';

type Offers = Pick<WithActions<unknown>, 'actions' | 'partActions'>;
const none: Offers = { actions: [], partActions: {} };

async function withActions<Detail>(
  read: Promise<Result<Detail>>,
  signal: AbortSignal,
  offers: (detail: Detail, estate: EstateReader) => Offers,
): Promise<Result<WithActions<Detail>>> {
  const result = await read;
  if (!result.ok) return result;
  const { snapshot } = await readyEstate(signal);
  return { ok: true, value: { ...result.value, ...offers(result.value, snapshot.view) } };
}

/** See hostDetail; with what can be done in the state the resource is in. */
export function hostWithActions(
  armId: string,
  signal: AbortSignal,
): Promise<Result<WithActions<HostDetail>>> {
  return withActions(hostDetail(armId, signal), signal, (host, estate) => {
    const row = estate.hostRow(host.armId);
    const machine = row === undefined ? null : machineOf(estate, row);
    if (machine === null) return none;
    const names = namesOf(estate);
    const partActions: Record<string, readonly ActionOffer[]> = {};
    for (const { armId: identityId, kind } of host.identities) {
      if (kind === 'system') continue;
      const attachment = { machineId: machine.armId, identityId, missing: kind === 'missing' };
      partActions[identityId] = actionsFor('attachment', attachment, identityId, names);
    }
    return { actions: actionsFor('machine', machine, machine.armId, names), partActions };
  });
}

/** See identityDetail; with what can be done. */
export function identityWithActions(
  armId: string,
  signal: AbortSignal,
): Promise<Result<WithActions<IdentityDetail>>> {
  return withActions(identityDetail(armId, signal), signal, (identity, estate) => {
    const row = estate.identityRow(identity.armId);
    if (row === undefined) return none;
    const names = namesOf(estate);
    const host = estate.hostsOf(row)[0];
    if (identity.kind === 'system' && host !== undefined) {
      const hostId = estate.hostId(host);
      const thing = { hostId, name: identity.name };
      return { actions: actionsFor('systemAssigned', thing, hostId, names), partActions: {} };
    }
    const thing = userAssignedOf(estate, row);
    if (thing === null) return none;
    const partActions = Object.fromEntries(
      identity.federated.map(({ name }) => [
        name,
        actionsFor('federatedCredential', { identityId: thing.armId, name }, name, names),
      ]),
    );
    return { actions: actionsFor('userAssigned', thing, thing.armId, names), partActions };
  });
}

/** See roleAssignmentPage; with what can be done. */
export function roleAssignmentWithActions(
  armId: string,
  signal: AbortSignal,
): Promise<Result<WithActions<RoleAssignmentPage>>> {
  return withActions(roleAssignmentPage(armId, signal), signal, (page, estate) => ({
    actions: actionsFor('roleAssignment', { armId: page.armId }, page.armId, namesOf(estate)),
    partActions: {},
  }));
}
