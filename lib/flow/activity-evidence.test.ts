import { describe, expect, it } from 'vitest';
import type { Activity, ActivityEvent } from '@/lib/model/activity';
import {
  type ActivityEvidence,
  attachEvidence,
  creationEvidence,
  loggedWrites,
  noEventText,
  systemAssignedEvidence,
} from './activity-evidence';

const minute = 60_000;
const day = 24 * 60 * minute;
const now = Date.UTC(2026, 10, 27, 12);
const since = now - 90 * day;
const group = '/subscriptions/s/resourceGroups/rg';
const vmId = `${group}/providers/Microsoft.Compute/virtualMachines/vm-1`;
const identityId = `/subscriptions/s/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-1`;
const vmWrite = 'Microsoft.Compute/virtualMachines/write';
const identityWrite = 'Microsoft.ManagedIdentity/userAssignedIdentities/write';
const assign = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';

let number = 0;
/** The events of one request that begins at `at`; the last status ends it 40 s later. */
function request(
  operation: string,
  at: number,
  more: { statuses?: ActivityEvent['status'][]; correlationId?: string; caller?: string } = {},
): ActivityEvent[] {
  number += 1;
  const operationId = `operation-${number}`;
  const {
    statuses = ['Started', 'Accepted', 'Succeeded'],
    correlationId = operationId,
    caller = 'o@c',
  } = more;
  return statuses.map((status, index) => ({
    id: `${operationId}-${index}`,
    at: at + (index === statuses.length - 1 ? 40_000 : index * 1000),
    operation,
    operationText: operation,
    status,
    resourceId: operation === vmWrite ? vmId : identityId.toUpperCase(),
    caller,
    correlationId,
    operationId,
  }));
}

function log(...events: ActivityEvent[][]): Activity {
  return { events: events.flat().sort((left, right) => right.at - left.at), since, cut: false };
}

/** In few words, for tables. */
function said(evidence: ActivityEvidence): string {
  if (!evidence.found) return evidence.because;
  const { write, certainty, candidates, orOlder } = evidence;
  const daysAgo = Math.round((now - write.from) / day);
  return `${daysAgo} days ago, ${certainty}, ${candidates.length} more${orOlder ? ', or older' : ''}`;
}

describe('requests', () => {
  it('are put together from their events, newest first', () => {
    const { events } = log(
      request(vmWrite, now - 2 * day, { caller: 'a@c' }),
      request(vmWrite, now - day, { statuses: ['Started', 'Failed'] }),
      request(vmWrite, now - minute, { statuses: ['Started', 'Accepted'] }),
    );
    expect(loggedWrites(events)).toMatchObject([
      { outcome: 'open' },
      { outcome: 'failed' },
      { outcome: 'succeeded', caller: 'a@c', from: now - 2 * day, until: now - 2 * day + 40_000 },
    ]);
  });

  it('without an operation ID stand for themselves', () => {
    const events = request(vmWrite, now - day).map((event) => ({ ...event, operationId: '' }));
    expect(loggedWrites(events)).toHaveLength(3);
  });
});

describe('what created a user-assigned identity', () => {
  const created = now - 30 * day;
  it.each<[string, Activity, number, string]>([
    [
      'the write at the time of its principal',
      log(request(identityWrite, created)),
      created,
      '30 days ago, read, 0 more',
    ],
    [
      'not a later change of its tags',
      log(request(identityWrite, created), request(identityWrite, now - day)),
      created,
      '30 days ago, read, 0 more',
    ],
    [
      'not one of the same name that is gone',
      log(request(identityWrite, created - 20 * day), request(identityWrite, created)),
      created,
      '30 days ago, read, 0 more',
    ],
    ['a change of the tags of an older one', log(request(identityWrite, now - day)), since - day, 'older'],
    [
      'the first write when nobody says how old it is, which can be a change of the tags',
      log(request(identityWrite, created), request(identityWrite, now - day)),
      -1,
      '30 days ago, inferred, 0 more, or older',
    ],
    [
      'a refused write',
      log(request(identityWrite, created, { statuses: ['Started', 'Failed'] })),
      created,
      'unknown',
    ],
    ['nothing yet', log(), now - 3 * minute, 'not-arrived'],
    ['nothing, long ago enough', log(), now - 30 * minute, 'unknown'],
    ['nothing, and nobody knows when', log(), -1, 'unknown'],
    [
      'something behind what was read',
      { ...log(request(identityWrite, now - day)), cut: true },
      created,
      'not-read',
    ],
  ])('%s', (_, activity, at, expected) => {
    expect(said(creationEvidence(activity, { id: identityId, created: at }, now))).toBe(expected);
  });
});

describe('what enabled a system-assigned identity', () => {
  const write = now - 10 * day;
  it.each<[string, Activity, { created: number; principalCreated: number }, string]>([
    [
      'the write of the VM during which its principal was created',
      log(request(vmWrite, now - 20 * day), request(vmWrite, write), request(vmWrite, now - day)),
      { created: now - 20 * day, principalCreated: write + 2000 },
      '10 days ago, inferred, 0 more',
    ],
    [
      'one of two at the same time',
      log(request(vmWrite, write), request(vmWrite, write + 30_000)),
      { created: now - 20 * day, principalCreated: write + 2000 },
      '10 days ago, inferred, 1 more',
    ],
    [
      'none: enabled before the log begins, whatever was written since',
      log(request(vmWrite, now - day)),
      { created: since - 9 * day, principalCreated: since - day },
      'older',
    ],
    [
      'none yet: enabled minutes ago on an old VM',
      log(request(vmWrite, now - day)),
      { created: since - 9 * day, principalCreated: now - 2 * minute },
      'not-arrived',
    ],
    [
      'one of all since the VM exists, when Graph was not readable',
      log(request(vmWrite, now - 20 * day), request(vmWrite, write)),
      { created: now - 20 * day, principalCreated: -1 },
      '20 days ago, inferred, 1 more',
    ],
    [
      'one of them or an older one, when the VM is older than the log',
      log(request(vmWrite, now - 20 * day), request(vmWrite, write)),
      { created: since - day, principalCreated: -1 },
      '10 days ago, inferred, 1 more, or older',
    ],
    ['nothing, the VM is older', log(), { created: since - day, principalCreated: -1 }, 'older'],
    ['nothing, the VM is minutes old', log(), { created: now - minute, principalCreated: -1 }, 'not-arrived'],
  ])('%s', (_, activity, vm, expected) => {
    expect(said(systemAssignedEvidence(activity, { id: vmId, ...vm }, now))).toBe(expected);
  });
});

describe('what attached a user-assigned identity', () => {
  const times = { vmCreated: now - 40 * day, identityCreated: now - 15 * day, attached: -1 };
  it.each<[string, Activity, Activity | null, Partial<typeof times>, string]>([
    [
      'the write that goes with the assignment of the identity',
      log(
        request(vmWrite, now - 40 * day),
        request(vmWrite, now - 9 * day, { correlationId: 'same' }),
        request(vmWrite, now - 3 * day),
      ),
      log(request(assign, now - 9 * day, { correlationId: 'same' })),
      {},
      '9 days ago, read, 0 more',
    ],
    [
      'the only write since both exist',
      log(request(vmWrite, now - 40 * day), request(vmWrite, now - 9 * day)),
      log(),
      {},
      '9 days ago, inferred, 0 more',
    ],
    [
      'one of several, when the identity’s log is closed',
      log(request(vmWrite, now - 9 * day), request(vmWrite, now - 3 * day)),
      null,
      {},
      '9 days ago, inferred, 1 more',
    ],
    [
      'one of several or an older one',
      log(request(vmWrite, now - 9 * day), request(vmWrite, now - 3 * day)),
      log(),
      { vmCreated: since - day, identityCreated: since - 2 * day },
      '3 days ago, inferred, 1 more, or older',
    ],
    [
      'not a refused write',
      log(request(vmWrite, now - 9 * day, { statuses: ['Started', 'Failed'] })),
      log(),
      {},
      'unknown',
    ],
    [
      'the write at the time that is known',
      log(request(vmWrite, now - 9 * day), request(vmWrite, now - 3 * day)),
      log(),
      { attached: now - 9 * day + 5000 },
      '9 days ago, inferred, 0 more',
    ],
    [
      'not arrived, whatever was written before',
      log(request(vmWrite, now - 9 * day)),
      log(),
      { attached: now - 2 * minute },
      'not-arrived',
    ],
    ['older', log(), log(), { vmCreated: since - day, identityCreated: since - day }, 'older'],
    ['not arrived', log(), log(), { identityCreated: now - 4 * minute }, 'not-arrived'],
    ['not read', { ...log(), cut: true }, log(), {}, 'not-read'],
  ])('%s', (_, vm, identity, more, expected) => {
    const asked = { vmId, identityId, ...times, ...more };
    expect(said(attachEvidence({ vm, identity }, asked, now))).toBe(expected);
  });
});

it('says in a sentence why there is no event', () => {
  expect(noEventText('older')).toContain('90 days');
  expect(noEventText('not-arrived')).toContain('3 to 20 minutes');
});
