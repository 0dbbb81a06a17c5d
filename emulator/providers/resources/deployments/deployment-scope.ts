import { groupScope, isGuid, parseResourceType, subscriptionScope } from '../../../core/contract/arm-id.ts';
import type { Clock } from '../../../core/contract/clock.ts';
import { groupKey, type World } from '../../../core/contract/world.ts';
import type { Json, JsonObject } from './json.ts';
import { badArguments, TemplateError } from './template-error.ts';

/** Where a template is deployed. */
export interface DeploymentScope {
  readonly subscriptionId: string;
  /** Undefined: a deployment at the subscription. */
  readonly resourceGroup?: string;
}

export function scopeId({ subscriptionId, resourceGroup }: DeploymentScope): string {
  return resourceGroup === undefined
    ? subscriptionScope(subscriptionId)
    : groupScope(subscriptionId, resourceGroup);
}

/** `Microsoft.X/a/b` and its names as path: `/providers/Microsoft.X/a/n1/b/n2`. Types and names must match in number. */
export function providerPath(functionName: string, type: string, names: readonly string[]): string {
  const { namespace, types } = parseResourceType(type);
  const flat = names.flatMap((name) => name.split('/'));
  if (types.length !== flat.length) {
    throw badArguments(
      functionName,
      `the type '${type}' requires '${types.length}' resource name argument(s)`,
    );
  }
  return `/providers/${namespace}${types.map((part, index) => `/${part}/${flat[index] ?? ''}`).join('')}`;
}

/** Splits the arguments of the resourceId family: what precedes the type, the type, the names. */
function splitArguments(functionName: string, args: readonly Json[]) {
  const words = args.map((value) => {
    if (typeof value !== 'string') throw badArguments(functionName, 'all arguments must be string literals');
    return value;
  });
  const at = words.findIndex((word) => /^[\w-]+(\.[\w-]+)+\//.test(word));
  const type = words[at];
  if (type === undefined) {
    throw badArguments(
      functionName,
      "fully qualified resource type must contain resource provider namespace: 'namespace/type'",
    );
  }
  return { before: words.slice(0, at), type, names: words.slice(at + 1) };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid */
export function resourceIdFunctions(scope: DeploymentScope): [string, (args: readonly Json[]) => Json][] {
  return [
    [
      'resourceid',
      (args) => {
        const { before, type, names } = splitArguments('resourceId', args);
        const [first, second] = before;
        const isSubscription = first !== undefined && isGuid(first);
        const group = second ?? (isSubscription ? undefined : first) ?? scope.resourceGroup;
        const target: DeploymentScope = {
          subscriptionId: isSubscription ? first : scope.subscriptionId,
          ...(group === undefined ? {} : { resourceGroup: group }),
        };
        if (/^microsoft\.resources\/resourcegroups$/i.test(type)) {
          return groupScope(target.subscriptionId, names[0] ?? '');
        }
        return scopeId(target) + providerPath('resourceId', type, names);
      },
    ],
    [
      'subscriptionresourceid',
      (args) => {
        const { before, type, names } = splitArguments('subscriptionResourceId', args);
        const base = subscriptionScope(before[0] ?? scope.subscriptionId);
        if (/^microsoft\.resources\/resourcegroups$/i.test(type))
          return `${base}/resourceGroups/${names[0] ?? ''}`;
        return base + providerPath('subscriptionResourceId', type, names);
      },
    ],
    [
      'tenantresourceid',
      (args) => {
        const { type, names } = splitArguments('tenantResourceId', args);
        return providerPath('tenantResourceId', type, names);
      },
    ],
    [
      'extensionresourceid',
      (args) => {
        const [base, ...rest] = args;
        const { type, names } = splitArguments('extensionResourceId', rest);
        return `${String(base)}${providerPath('extensionResourceId', type, names)}`;
      },
    ],
  ];
}

/** subscription(), resourceGroup(), tenant(), environment() and deployment(), read from the world. */
export function scopeFunctions(
  world: World,
  scope: DeploymentScope,
  deployment: JsonObject,
): [string, (args: readonly Json[]) => Json][] {
  return [
    [
      'subscription',
      () => ({
        id: subscriptionScope(scope.subscriptionId),
        subscriptionId: scope.subscriptionId,
        tenantId: world.tenantId,
        displayName: world.subscriptions.get(scope.subscriptionId)?.displayName ?? '',
      }),
    ],
    [
      'resourcegroup',
      () => {
        const group =
          scope.resourceGroup === undefined
            ? undefined
            : world.resourceGroups.get(groupKey(scope.subscriptionId, scope.resourceGroup));
        if (!group) {
          throw new TemplateError(
            "The template function 'RESOURCEGROUP' is not expected at this location. Please see https://aka.ms/arm-functions for usage details.",
          );
        }
        return {
          id: groupScope(group.subscriptionId, group.name),
          name: group.name,
          type: 'Microsoft.Resources/resourceGroups',
          location: group.location,
          tags: { ...group.tags },
          properties: { provisioningState: 'Succeeded' },
        };
      },
    ],
    [
      'tenant',
      () => ({
        id: `/tenants/${world.tenantId}`,
        tenantId: world.tenantId,
        countryCode: 'US',
        displayName: world.tenant.displayName,
      }),
    ],
    ['deployment', () => deployment],
    ['environment', () => environment],
  ];
}

const environment: JsonObject = {
  name: 'AzureCloud',
  gallery: 'https://gallery.azure.com/',
  graph: 'https://graph.windows.net/',
  portal: 'https://portal.azure.com',
  graphAudience: 'https://graph.windows.net/',
  activeDirectoryDataLake: 'https://datalake.azure.net/',
  batch: 'https://batch.core.windows.net/',
  resourceManager: 'https://management.azure.com/',
  authentication: {
    loginEndpoint: 'https://login.microsoftonline.com/',
    audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
    tenant: 'common',
    identityProvider: 'AAD',
  },
  suffixes: {
    keyvaultDns: '.vault.azure.net',
    storage: 'core.windows.net',
    sqlServerHostname: '.database.windows.net',
  },
};

/** newGuid() and utcNow() are allowed in default values of parameters only. */
export function defaultValueFunctions(clock: Clock): [string, (args: readonly Json[]) => Json][] {
  return [
    ['newguid', () => crypto.randomUUID()],
    [
      'utcnow',
      ([format]) => {
        const iso = new Date(clock.now()).toISOString();
        if (format === undefined) return iso.replaceAll(/[-:]|\.\d+/g, '');
        const parts: Record<string, string> = {
          yyyy: iso.slice(0, 4),
          MM: iso.slice(5, 7),
          dd: iso.slice(8, 10),
          HH: iso.slice(11, 13),
          mm: iso.slice(14, 16),
          ss: iso.slice(17, 19),
        };
        if (format === 'u') return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
        return String(format).replaceAll(/yyyy|MM|dd|HH|mm|ss/g, (part) => parts[part] ?? part);
      },
    ],
  ];
}
