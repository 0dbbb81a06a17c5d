import 'server-only';
import { randomUUID } from 'node:crypto';
import { nameOf } from '@/lib/arm/arm-id';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { EntityLink, EstateChange } from '@/lib/model/summary';
import { routes } from '@/lib/routes';

/** A change as the appliers see it; names are put to it when the refresh is complete and all of them are known. */
export type HostEvent =
  | { kind: 'host'; verb: 'created' | 'deleted'; hostId: string }
  | { kind: 'user'; verb: 'created' | 'deleted'; identityId: string }
  | { kind: 'user'; verb: 'attached to' | 'detached from'; identityId: string; hostId: string }
  | { kind: 'system'; verb: 'enabled on' | 'disabled on'; identityId: string; hostId: string }
  | { kind: 'roleAssignment'; verb: 'got' | 'lost'; row: number }
  | { kind: 'federated'; verb: 'added to' | 'removed from'; name: string; identityId: string };

/** Changes kept for the feed. */
const keptChanges = 200;

function hostLink(hostId: string): EntityLink {
  return { name: nameOf(hostId), href: routes.host(hostId) };
}

function toChange(event: HostEvent, estate: EstateReader): Pick<EstateChange, 'verb' | 'subject' | 'object'> {
  switch (event.kind) {
    case 'host':
      return { verb: event.verb, subject: hostLink(event.hostId), object: null };
    case 'user': {
      const { verb, identityId } = event;
      const subject = { name: nameOf(identityId), href: routes.identity(identityId) };
      return { verb, subject, object: 'hostId' in event ? hostLink(event.hostId) : null };
    }
    case 'system': {
      const subject = { name: 'System-assigned identity', href: routes.identity(event.identityId) };
      return { verb: event.verb, subject, object: hostLink(event.hostId) };
    }
    case 'roleAssignment': {
      const { armId, scope, principalId } = estate.roleAssignment(event.row);
      const identity = estate.identityRowOfPrincipal(principalId);
      const href =
        identity === undefined ? routes.roleAssignment(armId) : routes.identity(estate.identityId(identity));
      const subject = { name: estate.roleAssignments.text('principal', event.row) || principalId, href };
      const verb = `${event.verb} ${estate.roleAssignments.text('role', event.row)} on`;
      return { verb, subject, object: { name: estate.scopeName(scope), href: routes.roleAssignment(armId) } };
    }
    case 'federated': {
      const { verb, identityId } = event;
      const object = { name: nameOf(identityId), href: routes.identity(identityId) };
      return { verb, subject: { name: event.name, href: object.href }, object };
    }
  }
}

/** The feed with one refresh's events put in front, newest first. */
export function withEvents(
  feed: readonly EstateChange[],
  events: readonly HostEvent[],
  estate: EstateReader,
  seenAt: number,
): EstateChange[] {
  const news = events
    .slice(-keptChanges)
    .reverse()
    .map((event) => ({ id: randomUUID(), seenAt, kind: event.kind, ...toChange(event, estate) }));
  return [...news, ...feed].slice(0, keptChanges);
}
