import type { Principal } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';

/** Directory object as Microsoft Graph shows it. `@odata.type` is what az tells users, groups and applications apart by. */
export type DirectoryObject = Readonly<Record<string, unknown>>;

export function toWire(principal: Principal, world: World): DirectoryObject {
  const createdDateTime = `${new Date(principal.createdTime).toISOString().slice(0, 19)}Z`;
  const common = { id: principal.objectId, displayName: principal.displayName, deletedDateTime: null };
  switch (principal.kind) {
    case 'User':
      return {
        '@odata.type': '#microsoft.graph.user',
        ...common,
        createdDateTime,
        accountEnabled: true,
        userPrincipalName: principal.userPrincipalName,
        mail: principal.userPrincipalName,
        givenName: principal.displayName.split(' ')[0],
        surname: principal.displayName.split(' ').slice(1).join(' '),
        userType: 'Member',
        businessPhones: [],
        jobTitle: null,
        mobilePhone: null,
        officeLocation: null,
        preferredLanguage: null,
      };
    case 'Group':
      return {
        '@odata.type': '#microsoft.graph.group',
        ...common,
        createdDateTime,
        description: null,
        groupTypes: [],
        mail: null,
        mailEnabled: false,
        mailNickname: principal.displayName.replace(/\W+/g, '-').toLowerCase(),
        securityEnabled: true,
      };
    case 'ServicePrincipal':
      return {
        '@odata.type': '#microsoft.graph.servicePrincipal',
        ...common,
        createdDateTime,
        accountEnabled: true,
        alternativeNames: principal.alternativeNames,
        appDisplayName: principal.servicePrincipalType === 'ManagedIdentity' ? null : principal.displayName,
        appId: principal.appId,
        appOwnerOrganizationId: principal.servicePrincipalType === 'ManagedIdentity' ? null : world.tenantId,
        appRoleAssignmentRequired: false,
        appRoles: [],
        keyCredentials: principal.certificates.map((certificate) => ({
          customKeyIdentifier: certificate.sha1,
          type: 'AsymmetricX509Cert',
          usage: 'Verify',
        })),
        oauth2PermissionScopes: [],
        passwordCredentials: [],
        servicePrincipalNames:
          principal.servicePrincipalType === 'ManagedIdentity'
            ? [principal.appId, `https://identity.azure.net/${principal.objectId}`]
            : [principal.appId],
        servicePrincipalType: principal.servicePrincipalType,
        signInAudience: principal.servicePrincipalType === 'ManagedIdentity' ? null : 'AzureADMyOrg',
        tags: [],
      };
  }
}

/** Keeps the properties `$select` names (and what OData always sends). */
export function select(object: DirectoryObject, names: readonly string[] | undefined): DirectoryObject {
  if (!names) return object;
  const kept = new Set(['@odata.type', ...names]);
  return Object.fromEntries(Object.entries(object).filter(([name]) => kept.has(name)));
}
