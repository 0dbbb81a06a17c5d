import { callerOf, groupOf, type LoggedEvent, levelOf, providerOf } from './event-wire.ts';
import { retentionMs } from './write-record.ts';

/** What `$filter` asks for. Times are epoch milliseconds. */
export interface EventFilter {
  readonly from: number;
  readonly to: number;
  /** ARM id, when one resource is asked for: an index finds its writes. */
  readonly resourceId?: string;
  /** Name, when one group is asked for. */
  readonly resourceGroup?: string;
  test(logged: LoggedEvent): boolean;
}

/** A `$filter` that Azure answers 400, and why. */
export class BadFilter extends Error {}

const clause = /^\s*(\w+)\s+(\w+)\s+(?:'((?:[^']|'')*)'|([^'\s]+))\s*(?:and\s+|$)/i;

/** What narrows the log down; Azure takes one of them at a time. */
const subjects = ['resourcegroupname', 'resourceuri', 'resourceid', 'resourceprovider', 'correlationid'];

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function listed(value: string): string[] {
  return value.split(',').map((one) => one.trim().toLowerCase());
}

const tests: Readonly<Record<string, (value: string) => (logged: LoggedEvent) => boolean>> = {
  resourcegroupname: (value) => (logged) => same(groupOf(logged.write), value),
  resourceuri: (value) => (logged) => same(logged.write.resourceId, value),
  resourceid: (value) => (logged) => same(logged.write.resourceId, value),
  resourceprovider: (value) => (logged) => same(providerOf(logged.write), value),
  correlationid: (value) => (logged) => same(logged.write.correlationId, value),
  caller: (value) => (logged) => same(callerOf(logged.write), value),
  status: (value) => (logged) => same(logged.event.status, value),
  // The portal asks for both channels; every event here is of the one.
  eventchannels: (value) => () => listed(value).includes('operation'),
  levels: (value) => (logged) => listed(value).includes(levelOf(logged.event).toLowerCase()),
};

/** Times without a zone, as az sends them, are UTC. */
function timeOf(text: string): number {
  const zoned = /(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  // az sends microseconds, .NET ten-millionths of a second.
  const time = /^\d{4}-\d\d-\d\dT/i.test(text) ? Date.parse(zoned.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN;
  if (Number.isNaN(time)) throw new BadFilter(`The time '${text}' in the filter is invalid.`);
  return time;
}

/** The clauses of a filter: property, operator (both lower-cased) and value. */
function* clauses(filter: string): Generator<[string, string, string]> {
  let rest = filter;
  while (rest.trim() !== '') {
    const [whole, property = '', operator = '', quoted, bare = ''] = clause.exec(rest) ?? [];
    if (whole === undefined || (/and\s+$/i.test(whole) && whole.length === rest.length))
      throw new BadFilter(`The filter '${filter}' is invalid.`);
    yield [property.toLowerCase(), operator.toLowerCase(), quoted?.replaceAll("''", "'") ?? bare];
    rest = rest.slice(whole.length);
  }
}

/**
 * Reads the `$filter` of the Activity Log, which is "very restricted": a time range, one of resource group, resource,
 * resource provider and correlation id, and what az and the Azure portal send beside them. `text` may be missing only
 * for the tenant's log. Throws BadFilter.
 * https://learn.microsoft.com/rest/api/monitor/activity-logs/list#uri-parameters
 */
export function parseEventFilter(text: string | undefined, now: number): EventFilter {
  let from: number | undefined;
  let to: number | undefined;
  let resourceId: string | undefined;
  let resourceGroup: string | undefined;
  const seen = new Set<string>();
  const wanted: ((logged: LoggedEvent) => boolean)[] = [];
  for (const [property, operator, value] of clauses(text ?? '')) {
    const isTime = property === 'eventtimestamp';
    const make = tests[property];
    if (isTime ? operator !== 'ge' && operator !== 'le' : !make || operator !== 'eq')
      throw new BadFilter(`The filter '${text}' is invalid: '${property} ${operator}' is not supported.`);
    const key = isTime ? `${property} ${operator}` : subjects.includes(property) ? 'subject' : property;
    if (seen.has(key)) throw new BadFilter(`The filter '${text}' is invalid.`);
    seen.add(key);
    if (isTime && operator === 'ge') from = timeOf(value);
    else if (isTime) to = timeOf(value);
    if (property === 'resourceuri' || property === 'resourceid') resourceId = value;
    if (property === 'resourcegroupname') resourceGroup = value;
    if (make) wanted.push(make(value));
  }
  if (from === undefined) throw new BadFilter('The start time is missing in the filter.');
  if (from < now - retentionMs)
    throw new BadFilter('The start time cannot be more than 90 days in the past.');
  if (to !== undefined && to < from) throw new BadFilter('The end time must be after the start time.');
  return {
    from,
    to: to ?? now,
    ...(resourceId === undefined ? {} : { resourceId }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    test: (logged) => wanted.every((test) => test(logged)),
  };
}
