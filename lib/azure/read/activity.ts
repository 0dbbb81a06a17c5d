import 'server-only';
import type { EventData } from '@azure/arm-monitor';
import { subscriptionIdOf } from '@/lib/arm/arm-id';
import { AzureError, isRefused } from '@/lib/arm/azure-error';
import { type AzureFault, portalFault, type Result } from '@/lib/arm/fault';
import type { AzureClients } from '@/lib/azure/clients';
import { during } from '@/lib/azure/during';
import { type Activity, type ActivityEvent, activityDays } from '@/lib/model/activity';

const dayMs = 86_400_000;
/** A start on the edge of the 90 days is refused a moment later, when the next page is asked for. */
const marginMs = 10 * 60_000;
/** No page shows more; a resource that is written every few minutes would otherwise cost dozens of calls. */
const maxEvents = 200;
/** Azure's log is minutes late itself, so a page that refreshes every few seconds learns nothing by asking each time. */
const keptMs = 30_000;
const maxKept = 200;

const selected =
  'eventDataId,eventTimestamp,operationName,status,resourceId,caller,correlationId,operationId';

interface Kept {
  readonly readAt: number;
  readonly result: Result<Activity>;
}

/** What was answered to whom: the clients are one caller's (callers.ts), and go away with the last who uses them. */
const kept = new WeakMap<AzureClients, Map<string, Kept>>();

function statusOf(text: string | undefined): ActivityEvent['status'] {
  switch (text) {
    case 'Started':
    case 'Accepted':
    case 'Succeeded':
    case 'Failed':
      return text;
    default:
      return 'Other';
  }
}

function toEvent(event: EventData): ActivityEvent {
  const { operationName } = event;
  return {
    id: event.eventDataId ?? '',
    at: event.eventTimestamp?.getTime() ?? -1,
    operation: operationName?.value ?? '',
    operationText: operationName?.localizedValue || operationName?.value || '',
    status: statusOf(event.status?.value),
    resourceId: event.resourceId ?? '',
    caller: event.caller ?? '',
    correlationId: event.correlationId ?? '',
    operationId: event.operationId ?? '',
  };
}

/** Asks Azure. https://learn.microsoft.com/rest/api/monitor/activity-logs/list has the form of the filter. */
async function ask(clients: AzureClients, resourceId: string, now: number): Promise<Activity> {
  const since = now - activityDays * dayMs + marginMs;
  const filter = [
    `eventTimestamp ge '${new Date(since).toISOString()}'`,
    `eventTimestamp le '${new Date(now).toISOString()}'`,
    `resourceUri eq '${resourceId.replaceAll("'", "''")}'`,
  ].join(' and ');
  const { activityLogs } = clients.monitor(subscriptionIdOf(resourceId));
  const events: ActivityEvent[] = [];
  for await (const page of activityLogs.list(filter, { select: selected }).byPage()) {
    events.push(...page.map(toEvent));
    if (events.length > maxEvents) break;
  }
  // Azure answers newest first, but does not document it.
  events.sort((left, right) => right.at - left.at);
  return { events: events.slice(0, maxEvents), since, cut: events.length > maxEvents };
}

/** Whether asking again within seconds would be told the same. */
function lasts(fault: AzureFault): boolean {
  return isRefused(fault);
}

/** The last answer, when it is of the last seconds. */
function remembered(clients: AzureClients, key: string, now: number): Result<Activity> | undefined {
  const known = kept.get(clients)?.get(key);
  return known && now - known.readAt < keptMs ? known.result : undefined;
}

function remember(clients: AzureClients, key: string, readAt: number, result: Result<Activity>): void {
  const answers = kept.get(clients) ?? new Map<string, Kept>();
  kept.set(clients, answers);
  // What is put again becomes the youngest, so that the oldest is the first in the map.
  answers.delete(key);
  answers.set(key, { readAt, result });
  const [oldest] = answers.keys();
  if (answers.size > maxKept && oldest !== undefined) answers.delete(oldest);
}

/**
 * What the Activity Log has about exactly this resource, newest first, at most 200 events of the last 90 days.
 * Throws AzureError; a 403 means that the caller may not read the log (Microsoft.Insights/eventtypes/values/read).
 */
export async function activity(
  clients: AzureClients,
  resourceId: string,
  now = Date.now(),
): Promise<Activity> {
  const what = 'Read the Azure Activity Log';
  if (subscriptionIdOf(resourceId) === '') {
    const message = `Not in a subscription: ${resourceId}`;
    throw new AzureError(portalFault({ code: 'InvalidId', message, during: what }));
  }
  const key = resourceId.toLowerCase();
  const known = remembered(clients, key, now);
  if (known?.ok) return known.value;
  if (known) throw new AzureError(known.fault);
  try {
    const value = await during(what, () => ask(clients, resourceId, now));
    remember(clients, key, now, { ok: true, value });
    return value;
  } catch (error) {
    if (error instanceof AzureError && lasts(error.fault))
      remember(clients, key, now, { ok: false, fault: error.fault });
    throw error;
  }
}
