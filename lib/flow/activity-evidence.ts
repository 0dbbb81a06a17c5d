import { sameId } from '@/lib/arm/arm-id';
import { isType, userAssignedIdentityType, virtualMachineType } from '@/lib/arm/resource-types';
import { type Activity, type ActivityEvent, activityDays } from '@/lib/model/activity';

/**
 * Events usually reach the Azure Activity Log 3 to 20 minutes after what they tell of.
 * https://learn.microsoft.com/azure/azure-monitor/platform/activity-log#activity-log-entries
 */
export const arrivalMinutes = 20;

const minuteMs = 60_000;
/** Clocks of Azure Resource Manager, Microsoft Entra ID, and the resource provider need not agree to the second. */
const skewMs = 2 * minuteMs;

/** One request to Azure Resource Manager, put together from the events that share its operation ID. */
export interface LoggedWrite {
  readonly operation: string;
  /** Azure's words for the operation. */
  readonly operationText: string;
  readonly resourceId: string;
  /** User principal name, or object ID of an application; '' when Azure names nobody. */
  readonly caller: string;
  readonly correlationId: string;
  /** `open`: accepted, and no end has arrived. */
  readonly outcome: 'succeeded' | 'failed' | 'open';
  /** Epoch milliseconds of the first and the last event. */
  readonly from: number;
  readonly until: number;
}

/**
 * Why the log has no event of it: the change is older than the 90 days it keeps; so young that its event can be on its
 * way; the newest events were read and this one can be behind them; or none of these is known to be the case.
 */
export type NoEventBecause = 'older' | 'not-arrived' | 'not-read' | 'unknown';

/**
 * Which request did something. `read`: the log says so. `inferred`: it follows from times, because the log does not hold
 * the body of a request. `candidates` beside `write` could have done it too, newest first, `write` not among them.
 */
export type ActivityEvidence =
  | {
      readonly found: true;
      readonly write: LoggedWrite;
      readonly certainty: 'read' | 'inferred';
      readonly candidates: readonly LoggedWrite[];
      /** It can also have been a request that the log no longer has. */
      readonly orOlder: boolean;
    }
  | { readonly found: false; readonly because: NoEventBecause };

/** What each question knows besides events. Times are epoch milliseconds, -1 when they are not known. */
interface Question {
  /** Of the resource that was changed: when it was created. */
  readonly resourceCreated: number;
  /** When the change was made, as something else says. */
  readonly changed: number;
  readonly now: number;
}

function outcomeOf(events: readonly ActivityEvent[]): LoggedWrite['outcome'] {
  if (events.some(({ status }) => status === 'Failed')) return 'failed';
  return events.some(({ status }) => status === 'Succeeded') ? 'succeeded' : 'open';
}

/** The requests behind events, newest first. Events without an operation ID are requests of their own. */
export function loggedWrites(events: readonly ActivityEvent[]): LoggedWrite[] {
  const groups = new Map<string, ActivityEvent[]>();
  for (const event of events) {
    // A deployment's writes could share an operation ID: what they write tells them apart.
    const { id, operationId, operation, resourceId } = event;
    const key = operationId === '' ? id : `${operationId} ${operation} ${resourceId}`.toLowerCase();
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()]
    .flatMap((group): LoggedWrite[] => {
      const [first] = group;
      if (!first) return [];
      const times = group.map(({ at }) => at);
      const caller = group.find((event) => event.caller !== '')?.caller ?? '';
      const { operation, operationText, resourceId, correlationId } = first;
      const [from, until] = [Math.min(...times), Math.max(...times)];
      const outcome = outcomeOf(group);
      return [{ operation, operationText, resourceId, caller, correlationId, outcome, from, until }];
    })
    .sort((left, right) => right.from - left.from);
}

function writesOf(activity: Activity, resourceId: string, operation: string): LoggedWrite[] {
  return loggedWrites(activity.events).filter(
    (write) =>
      sameId(write.resourceId, resourceId) &&
      isType(write.operation, operation) &&
      write.outcome !== 'failed',
  );
}

function isLate(time: number, now: number): boolean {
  return time >= 0 && now - time < arrivalMinutes * minuteMs;
}

/** Why there is no event, as far as it can be known. */
function absence(activity: Activity, { changed, resourceCreated, now }: Question): ActivityEvidence {
  const because = (reason: NoEventBecause): ActivityEvidence => ({ found: false, because: reason });
  if (changed >= 0 && changed < activity.since) return because('older');
  if (isLate(changed, now) || (changed < 0 && isLate(resourceCreated, now))) return because('not-arrived');
  if (activity.cut) return because('not-read');
  if (changed < 0 && resourceCreated >= 0 && resourceCreated < activity.since) return because('older');
  return because('unknown');
}

/** Whether a write was under way at a moment. */
function spans({ from, until }: LoggedWrite, time: number): boolean {
  return from - skewMs <= time && time <= until + skewMs;
}

function found(
  write: LoggedWrite,
  certainty: 'read' | 'inferred',
  more: { candidates?: readonly LoggedWrite[]; orOlder?: boolean } = {},
): ActivityEvidence {
  return { found: true, write, certainty, candidates: more.candidates ?? [], orOlder: more.orOlder ?? false };
}

/**
 * Which request created a user-assigned identity: the first successful write of it, `read` when its principal was created
 * at that time. Without that time an update of the tags could look the same.
 * @param created when its service principal was created, epoch milliseconds; -1 when unknown.
 */
export function creationEvidence(
  activity: Activity,
  identity: { readonly id: string; readonly created: number },
  now: number,
): ActivityEvidence {
  const { id, created } = identity;
  const question = { resourceCreated: created, changed: created, now };
  const writes = writesOf(activity, id, `${userAssignedIdentityType}/write`);
  if (created >= 0) {
    // A name can be used again: the write at the time of this principal counts, not the first one.
    const at = writes.findLast((write) => spans(write, created));
    return at ? found(at, 'read') : absence(activity, question);
  }
  const first = writes.at(-1);
  return first ? found(first, 'inferred', { orOlder: true }) : absence(activity, question);
}

/**
 * Which request enabled a VM's system-assigned identity: the write of the VM that was under way when its service
 * principal was created. The log does not hold what the request said, so it is inferred.
 * @param vm `principalCreated` and `created`: epoch milliseconds; -1 when unknown.
 */
export function systemAssignedEvidence(
  activity: Activity,
  vm: { readonly id: string; readonly created: number; readonly principalCreated: number },
  now: number,
): ActivityEvidence {
  const { id, created, principalCreated } = vm;
  const question = { resourceCreated: created, changed: principalCreated, now };
  const writes = writesOf(activity, id, `${virtualMachineType}/write`);
  if (principalCreated < 0) return oneOf(activity, writes, question);
  const at = writes.filter((write) => spans(write, principalCreated));
  const [write, ...candidates] = at;
  return write ? found(write, 'inferred', { candidates }) : absence(activity, question);
}

/**
 * Which request attached a user-assigned identity to a VM. Azure asks for the permission to assign the identity with the
 * write of the VM; where it logs that too, the write with the same correlation ID did it (`read`). Otherwise it was one
 * of the writes of the VM since the identity exists.
 * @param activities of the VM, and of the identity; null where it could not be read.
 * @param asked times are epoch milliseconds; -1 when unknown.
 */
export function attachEvidence(
  activities: { readonly vm: Activity; readonly identity: Activity | null },
  asked: {
    readonly vmId: string;
    readonly vmCreated: number;
    readonly identityId: string;
    readonly identityCreated: number;
    /** When it was attached, where somebody knows: an operation of the portal's own. */
    readonly attached: number;
  },
  now: number,
): ActivityEvidence {
  const { vmId, vmCreated, identityId, identityCreated, attached } = asked;
  const writes = writesOf(activities.vm, vmId, `${virtualMachineType}/write`).filter((write) =>
    attached >= 0 ? spans(write, attached) : identityCreated < 0 || write.until + skewMs >= identityCreated,
  );
  const assigned = activities.identity
    ? writesOf(activities.identity, identityId, `${userAssignedIdentityType}/assign/action`)
    : [];
  const named = writes.find(({ correlationId }) =>
    assigned.some((one) => one.correlationId !== '' && one.correlationId === correlationId),
  );
  if (named) return found(named, 'read');
  const since = Math.max(vmCreated, identityCreated);
  if (attached >= 0) {
    const [write, ...candidates] = writes;
    const question = { resourceCreated: since, changed: attached, now };
    return write ? found(write, 'inferred', { candidates }) : absence(activities.vm, question);
  }
  return oneOf(activities.vm, writes, { resourceCreated: since, changed: -1, now });
}

/** One of several writes did it: the oldest when it is known to reach back to the beginning, else the newest. */
function oneOf(activity: Activity, writes: readonly LoggedWrite[], question: Question): ActivityEvidence {
  const { resourceCreated } = question;
  const whole = resourceCreated >= activity.since && !activity.cut;
  const write = whole ? writes.at(-1) : writes[0];
  if (!write) return absence(activity, question);
  const candidates = writes.filter((one) => one !== write);
  return found(write, 'inferred', { candidates, orOlder: !whole });
}

/** The sentence for a reader where there is no event. */
export function noEventText(because: NoEventBecause): string {
  switch (because) {
    case 'older':
      return `This happened before the ${activityDays} days that the Azure Activity Log keeps.`;
    case 'not-arrived':
      return `The event has not arrived yet. The Azure Activity Log shows events 3 to ${arrivalMinutes} minutes after they happen.`;
    case 'not-read':
      return 'Only the newest events of this resource were read, and this one is not among them.';
    case 'unknown':
      return 'The Azure Activity Log has no event for this.';
  }
}
