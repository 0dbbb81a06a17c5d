import { groupScope, subscriptionScope } from '../../core/contract/arm-id.ts';
import { parameter } from '../../core/contract/http.ts';
import type { Answer, Context, Provider } from '../../core/contract/provider.ts';
import { requireSubscription } from '../../core/tracked/not-found.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { BadFilter, type EventFilter, parseEventFilter } from './event-filter.ts';
import { type LoggedEvent, readScopeOf, toWire } from './event-wire.ts';
import { recordedWrites } from './tables.ts';
import { endInterrupted, openWriteRecord, retentionMs } from './write-record.ts';

const values = 'providers/Microsoft.Insights/eventtypes/management/values';
/** In the casing of Azure's refusals, which name the log itself as the scope. */
const readAction = 'microsoft.insights/eventtypes/values/read';
const logScope = 'providers/microsoft.insights/eventtypes/management';
/** Azure's answers have at most 200 events a page. */
const pageSize = 200;

const categories = [
  'Administrative',
  'Security',
  'ServiceHealth',
  'Alert',
  'Recommendation',
  'Policy',
  'Autoscale',
  'ResourceHealth',
];

/** Microsoft.Insights words its errors without the `error` around them that Azure Resource Manager puts. */
function badRequest({ message }: BadFilter): Answer {
  return { status: 400, body: { code: 'BadRequest', message } };
}

/** The events of a log that the filter lets through and that have arrived, newest first. */
function eventsOf({ world, clock }: Context, subscriptionId: string, filter: EventFilter): LoggedEvent[] {
  const writes = world.table(recordedWrites);
  const found =
    filter.resourceId === undefined
      ? writes.find('subscription', subscriptionId)
      : writes
          .find('resource', filter.resourceId)
          .filter((write) => write.subscriptionId === subscriptionId.toLowerCase());
  const from = Math.max(filter.from, clock.now() - retentionMs);
  const to = Math.min(filter.to, clock.now() - world.activityDelayMs);
  return found
    .flatMap((write) => write.events.map((event) => ({ write, event })))
    .filter(({ event }) => event.time >= from && event.time <= to)
    .filter(filter.test)
    .reverse()
    .sort((left, right) => right.event.time - left.event.time);
}

/**
 * The events the caller may read. Who may read nothing of what was asked for is refused, so that a log nobody may see
 * is never taken for one in which nothing happened. Which scopes Azure asks about is not documented.
 */
function readableEvents(
  context: Context,
  events: readonly LoggedEvent[],
  asked: { readonly listScope: string; readonly scope: string; readonly groups: readonly string[] },
): readonly LoggedEvent[] {
  const { listScope, scope, groups } = asked;
  if (context.may(readAction, listScope) && context.world.denyAssignments.size === 0) return events;
  const seen = events.filter(({ write }) => context.may(readAction, readScopeOf(write)));
  const mayRead = seen.length > 0 || [scope, ...groups].some((one) => context.may(readAction, one));
  if (!mayRead) context.authorize(readAction, `${listScope === '/' ? '' : listScope}/${logScope}`);
  return seen;
}

function selected(event: Readonly<Record<string, unknown>>, names: readonly string[] | undefined): unknown {
  if (!names) return event;
  return Object.fromEntries(Object.entries(event).filter(([name]) => names.includes(name.toLowerCase())));
}

function list(context: Context, subscriptionId: string, listScope: string): Answer {
  let filter: EventFilter;
  try {
    filter = parseEventFilter(parameter(context.query, '$filter'), context.clock.now());
  } catch (error) {
    if (error instanceof BadFilter) return badRequest(error);
    throw error;
  }
  const events = eventsOf(context, subscriptionId, filter);
  const { resourceId, resourceGroup } = filter;
  const named = resourceGroup === undefined ? listScope : groupScope(subscriptionId, resourceGroup);
  const scope = resourceId ?? named;
  const groups =
    scope === listScope
      ? context.world.resourceGroups
          .find('subscription', subscriptionId)
          .map(({ name }) => groupScope(subscriptionId, name))
      : [];
  const seen = readableEvents(context, events, { listScope, scope, groups });
  const names = parameter(context.query, '$select')
    ?.split(',')
    .map((name) => name.trim().toLowerCase());
  return context.page(seen, pageSize, (row) => selected(toWire(row, context.world), names));
}

/** Azure Monitor: the Activity Log, which is told of every write by Azure Resource Manager. */
export const provider: Provider = {
  namespace: 'Microsoft.Insights',
  resourceTypes: resourceTypes({ eventtypes: ['2015-04-01'], eventCategories: ['2015-04-01'] }),
  tables: [recordedWrites],
  writeLog: openWriteRecord,
  recover: endInterrupted,
  routes: [
    {
      method: 'GET',
      path: `/subscriptions/{subscriptionId}/${values}`,
      operation: 'ActivityLogs_List',
      action: null,
      handle: (context) => {
        const { subscriptionId } = requireSubscription(context);
        return list(context, subscriptionId, subscriptionScope(subscriptionId));
      },
    },
    {
      method: 'GET',
      path: `/${values}`,
      operation: 'TenantActivityLogs_List',
      action: null,
      handle: (context) => list(context, '', '/'),
    },
    {
      method: 'GET',
      path: '/providers/Microsoft.Insights/eventcategories',
      operation: 'EventCategories_List',
      action: null,
      handle: () => ({
        status: 200,
        body: { value: categories.map((value) => ({ value, localizedValue: value })) },
      }),
    },
  ],
};
