import { nameOf, resourceGroupParts, resourceGroupScopeOf, subscriptionScopeOf } from '@/lib/arm/arm-id';

/** What a template needs to know of an ARM id. Casing as given; compare in lower case. */
export interface DeclaredId {
  /** ARM id of the resource group, subscription or management group a template for it is deployed to; '' for the tenant. */
  readonly scope: string;
  /** ARM id of the resource it extends, when it is an extension of a resource and not of the scope itself. */
  readonly base: string | undefined;
  /** e.g. Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials */
  readonly type: string;
  /** One for each segment of the type. */
  readonly names: readonly string[];
}

const managementGroupPattern = /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+/i;

/** ARM id of the narrowest scope a template can be deployed to that holds the id; '' for the tenant. */
function deploymentScopeOf(id: string): string {
  return resourceGroupScopeOf(id) || subscriptionScopeOf(id) || (managementGroupPattern.exec(id)?.[0] ?? '');
}

/** Takes an ARM id apart as templates do. https://learn.microsoft.com/azure/azure-resource-manager/bicep/scope-extension-resources */
export function declaredId(id: string): DeclaredId {
  if (resourceGroupScopeOf(id) === id && id !== '') {
    return {
      scope: subscriptionScopeOf(id),
      base: undefined,
      type: 'Microsoft.Resources/resourceGroups',
      names: [nameOf(id)],
    };
  }
  const at = id.toLowerCase().lastIndexOf('/providers/');
  const before = id.slice(0, at);
  const [namespace = '', ...rest] = id.slice(at + '/providers/'.length).split('/');
  const types = rest.filter((_, index) => index % 2 === 0);
  const scope = deploymentScopeOf(before);
  return {
    scope,
    base: before.length > scope.length ? before : undefined,
    type: [namespace, ...types].join('/'),
    names: rest.filter((_, index) => index % 2 === 1),
  };
}

/** ARM id of the resource a child lies in; undefined for what lies in no other resource. */
export function parentOf(id: string): string | undefined {
  return declaredId(id).names.length > 1 ? id.split('/').slice(0, -2).join('/') : undefined;
}

/** Name and subscription of a resource group's id; undefined for other ids. */
export function groupOfScope(scope: string): { subscriptionId: string; name: string } | undefined {
  return scope !== '' && resourceGroupScopeOf(scope) === scope ? resourceGroupParts(scope) : undefined;
}
