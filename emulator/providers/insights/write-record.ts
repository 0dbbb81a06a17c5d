import { randomUUID } from 'node:crypto';
import { subscriptionOf } from '../../core/contract/arm-id.ts';
import { type Clock, dayMs } from '../../core/contract/clock.ts';
import type { ArmError } from '../../core/contract/errors.ts';
import type { Table } from '../../core/contract/table.ts';
import type { World } from '../../core/contract/world.ts';
import type { Write, WriteLog, WriteOutcome } from '../../core/contract/write-log.ts';
import { type RecordedEvent, type RecordedWrite, recordedWrites } from './tables.ts';

/** https://learn.microsoft.com/azure/azure-monitor/platform/activity-log#retention-period */
export const retentionMs = 90 * dayMs;

/**
 * Writes remembered for a tenant, the newest: Azure keeps them all for 90 days. So many are more than anybody looks at,
 * and little beside an estate.
 */
export const maxWrites = 10_000;

/** So many writes come between two looks for what is to be forgotten. */
export const forgetEvery = 200;

/** Bodies Azure shows are those of role assignments. A longer one is none. */
const maxBodyLength = 8192;
const withBodies = /^Microsoft\.Authorization\/roleAssignments\/(?:write|delete)$/;

function bodyText(write: Write, body: unknown): string | undefined {
  if (body === undefined || !withBodies.test(write.action)) return undefined;
  const text = JSON.stringify(body);
  return text.length > maxBodyLength ? undefined : text;
}

/** The Activity Log of one tenant while it is written. */
class WriteRecord implements WriteLog {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #writes: Table<RecordedWrite, 'subscription' | 'resource'>;
  /** Writes whose long-running operation goes on, by the object Azure Resource Manager tells their end with. */
  readonly #ids = new WeakMap<Write, string>();

  #sinceForgotten = 0;

  constructor(world: World, clock: Clock) {
    this.#world = world;
    this.#clock = clock;
    this.#writes = world.table(recordedWrites);
  }

  answered(write: Write, outcome: WriteOutcome): void {
    const { asker } = write;
    const operationId = randomUUID();
    const user = this.#world.principals.get(asker.caller.objectId);
    this.#writes.put({
      operationId,
      correlationId: asker.correlationId,
      clientRequestId: asker.clientRequestId,
      requestId: write.requestId,
      method: write.method,
      action: write.action,
      resourceId: write.resourceId,
      subscriptionId: subscriptionOf(write.resourceId)?.toLowerCase() ?? '',
      objectId: asker.caller.objectId,
      appId: asker.claims.appid,
      ...(user?.kind === 'User' ? { user: { upn: user.userPrincipalName, name: user.displayName } } : {}),
      events: this.#events(write, outcome),
    });
    if ('answer' in outcome && outcome.goesOn) this.#ids.set(write, operationId);
    this.#forget();
  }

  ended(write: Write, failure: ArmError | undefined): void {
    const operationId = this.#ids.get(write);
    const row = operationId === undefined ? undefined : this.#writes.get(operationId);
    if (!row) return;
    this.#ids.delete(write);
    this.#writes.put({ ...row, events: [...row.events, endOf(this.#clock.now(), failure)] });
  }

  #events(write: Write, outcome: WriteOutcome): RecordedEvent[] {
    const requestBody = bodyText(write, outcome.body);
    const time = this.#clock.now();
    const started: RecordedEvent = {
      id: randomUUID(),
      status: 'Started',
      time: write.startedTime,
      ...(requestBody === undefined ? {} : { requestBody }),
    };
    if ('failure' in outcome) return [started, endOf(time, outcome.failure)];
    const { answer, goesOn } = outcome;
    const responseBody = bodyText(write, answer.body);
    const came: RecordedEvent = {
      id: randomUUID(),
      status: goesOn ? 'Accepted' : 'Succeeded',
      time,
      code: answer.status,
      ...(responseBody === undefined ? {} : { responseBody }),
    };
    return [started, came];
  }

  /** Drops what is older than Azure keeps, and the oldest of more than are kept here; many at once, to find them once. */
  #forget(): void {
    this.#sinceForgotten += 1;
    if (this.#sinceForgotten < forgetEvery) return;
    this.#sinceForgotten = 0;
    const before = this.#clock.now() - retentionMs;
    for (const row of this.#writes.values()) {
      if (this.#writes.size <= maxWrites && (row.events[0]?.time ?? 0) >= before) return;
      this.#writes.delete(row.operationId);
    }
  }
}

/** Words about a body that is no JSON quote it, with whatever secret was in it: those stay out of what is kept. */
function messageOf(failure: ArmError): string {
  const quotes = failure.code === 'InvalidRequestContent';
  const body = quotes
    ? { error: { code: failure.code, message: 'The request content was invalid.' } }
    : failure.toBody();
  const text = JSON.stringify(body);
  return text.length > maxBodyLength ? JSON.stringify({ error: { code: failure.code } }) : text;
}

function endOf(time: number, failure: ArmError | undefined): RecordedEvent {
  if (!failure) return { id: randomUUID(), status: 'Succeeded', time };
  return {
    id: randomUUID(),
    status: 'Failed',
    time,
    code: failure.status,
    statusMessage: messageOf(failure),
  };
}

/** The part of the provider that Azure Resource Manager tells of every write. */
export function openWriteRecord(world: World, clock: Clock): WriteLog {
  return new WriteRecord(world, clock);
}

/**
 * Ends what was under way when the process died, as the world does: resources are there, deployments failed.
 * https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema has no event for an unknown end.
 */
export function endInterrupted(world: World, now: number): void {
  const writes = world.table(recordedWrites);
  for (const row of [...writes.values()]) {
    if (row.events.at(-1)?.status !== 'Accepted') continue;
    const failed = row.action.toLowerCase() === 'microsoft.resources/deployments/write';
    const end: RecordedEvent = { id: randomUUID(), status: failed ? 'Failed' : 'Succeeded', time: now };
    writes.put({ ...row, events: [...row.events, end] });
  }
}
