import { STATUS_CODES } from 'node:http';
import { groupScope, parseArmId } from '../../core/contract/arm-id.ts';
import type { World } from '../../core/contract/world.ts';
import { ownershipOf } from '../../core/rules/request-scope.ts';
import { operationText } from './operation-names.ts';
import type { RecordedEvent, RecordedWrite } from './tables.ts';

/** One event of the log with the write it belongs to. */
export interface LoggedEvent {
  readonly write: RecordedWrite;
  readonly event: RecordedEvent;
}

const claimNames = {
  objectId: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
  tenantId: 'http://schemas.microsoft.com/identity/claims/tenantid',
  scope: 'http://schemas.microsoft.com/identity/claims/scope',
  name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  upn: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
} as const;

/** The emulator serves this machine alone. */
const clientIpAddress = '127.0.0.1';

function plain(text: string): { value: string; localizedValue: string } {
  return { value: text, localizedValue: text };
}

/** Words of an HTTP status as Azure writes them into its log: NoContent, Forbidden. */
function statusWord(code: number | undefined): string {
  return code === undefined ? '' : (STATUS_CODES[code] ?? String(code)).replaceAll(' ', '');
}

function subStatus(code: number | undefined): { value: string; localizedValue: string } {
  if (code === undefined) return plain('');
  const words = STATUS_CODES[code] ?? String(code);
  return { value: statusWord(code), localizedValue: `${words} (HTTP Status Code: ${code})` };
}

/** The claims of the caller's token that say who it was; a token's own ids and times are left out. */
function claimsOf(write: RecordedWrite, world: World): Readonly<Record<string, string>> {
  return {
    aud: 'https://management.core.windows.net/',
    iss: `https://sts.windows.net/${world.tenantId}/`,
    appid: write.appId,
    [claimNames.objectId]: write.objectId,
    [claimNames.tenantId]: world.tenantId,
    ver: '1.0',
    ...(write.user
      ? {
          ipaddr: clientIpAddress,
          name: write.user.name,
          [claimNames.name]: write.user.upn,
          [claimNames.upn]: write.user.upn,
          [claimNames.scope]: 'user_impersonation',
        }
      : { idtyp: 'app' }),
  };
}

/** Namespace of what was written. */
export function providerOf({ action }: RecordedWrite): string {
  return action.slice(0, action.indexOf('/'));
}

export function callerOf({ user, objectId }: RecordedWrite): string {
  return user?.upn ?? objectId;
}

export function groupOf({ resourceId }: RecordedWrite): string {
  return parseArmId(resourceId).resourceGroup ?? '';
}

export function levelOf({ status }: RecordedEvent): 'Informational' | 'Error' {
  return status === 'Failed' ? 'Error' : 'Informational';
}

function typeOf({ resourceId }: RecordedWrite): string {
  const { resourceGroup } = parseArmId(resourceId);
  const owner = ownershipOf(resourceId.split('/').filter((segment) => segment !== ''));
  if (owner) return owner.type === '' ? owner.namespace : `${owner.namespace}/${owner.type}`;
  return resourceGroup
    ? 'Microsoft.Resources/subscriptions/resourcegroups'
    : 'Microsoft.Resources/subscriptions';
}

/** Tenant, management groups, subscription: what lies above, as Azure writes it into `properties`. */
function hierarchyOf({ subscriptionId }: RecordedWrite, world: World): string {
  return subscriptionId === '' ? world.tenantId : `${world.tenantId}/${subscriptionId}`;
}

/** Where somebody must be allowed to read the log in order to see the write. */
export function readScopeOf(write: RecordedWrite): string {
  const { subscriptionId, resourceGroup, resource } = parseArmId(write.resourceId);
  if (resource) return resource.id;
  if (subscriptionId && resourceGroup) return groupScope(subscriptionId, resourceGroup);
  return write.resourceId === '' ? '/' : write.resourceId;
}

/** .NET ticks of a time, in 100 ns since the year 1, which ids of events end in. */
function ticks(epochMs: number): string {
  return String(BigInt(epochMs) * 10_000n + 621_355_968_000_000_000n);
}

/** https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema#administrative-category */
export function toWire({ write, event }: LoggedEvent, world: World): Readonly<Record<string, unknown>> {
  const { action, resourceId, subscriptionId } = write;
  const isBegin = event.status === 'Started';
  return {
    authorization: { action, scope: resourceId },
    caller: callerOf(write),
    channels: 'Operation',
    claims: claimsOf(write, world),
    correlationId: write.correlationId,
    description: '',
    eventDataId: event.id,
    eventName: isBegin
      ? { value: 'BeginRequest', localizedValue: 'Begin request' }
      : { value: 'EndRequest', localizedValue: 'End request' },
    category: plain('Administrative'),
    eventTimestamp: new Date(event.time).toISOString(),
    httpRequest: {
      clientRequestId: write.clientRequestId || write.correlationId,
      clientIpAddress,
      method: write.method,
    },
    id: `${resourceId}/events/${event.id}/ticks/${ticks(event.time)}`,
    level: levelOf(event),
    operationId: write.operationId,
    operationName: { value: action, localizedValue: operationText(action) },
    resourceGroupName: groupOf(write),
    resourceProviderName: plain(providerOf(write)),
    resourceType: plain(typeOf(write)),
    resourceId,
    status: plain(event.status),
    subStatus: subStatus(event.code),
    submissionTimestamp: new Date(event.time + world.activityDelayMs).toISOString(),
    ...(subscriptionId === '' ? {} : { subscriptionId }),
    tenantId: world.tenantId,
    properties: {
      ...(event.code === undefined ? {} : { statusCode: statusWord(event.code) }),
      ...(isBegin ? {} : { serviceRequestId: write.requestId }),
      ...(event.statusMessage === undefined ? {} : { statusMessage: event.statusMessage }),
      // Azure's own spelling of this one.
      ...(event.requestBody === undefined ? {} : { requestbody: event.requestBody }),
      ...(event.responseBody === undefined ? {} : { responseBody: event.responseBody }),
      eventCategory: 'Administrative',
      entity: resourceId,
      message: action,
      hierarchy: hierarchyOf(write, world),
    },
    relatedEvents: [],
  };
}
