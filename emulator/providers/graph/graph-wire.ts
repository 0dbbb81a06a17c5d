import { dayMs } from '../../core/contract/clock.ts';
import type { Principal, ServicePrincipal } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';

/** Directory object as Microsoft Graph shows it. `@odata.type` is what az tells users, groups and applications apart by. */
export type DirectoryObject = Readonly<Record<string, unknown>>;

/** A managed identity's certificate lives 90 days, and is replaced when half of them are over. */
const certificateDays = 90;

function timeText(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/** The one certificate of a managed identity, which Azure keeps, renews and shows nobody the key of. */
function managedCertificate(principal: ServicePrincipal, world: World, nowMs: number): DirectoryObject {
  const rollMs = (certificateDays / 2) * dayMs;
  const rolled = Math.max(0, Math.floor((nowMs - principal.createdTime) / rollMs));
  const start = principal.createdTime + rolled * rollMs;
  // Both follow from the principal, so that the same certificate has the same ids whoever asks, and when.
  const digits = [...principal.objectId.replaceAll('-', '')].reverse().join('').slice(0, 28);
  const hex = digits + (rolled % 0x10000).toString(16).padStart(4, '0');
  const keyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return {
    customKeyIdentifier: (hex + hex).slice(0, 40).toUpperCase(),
    displayName: `CN=${principal.appId}, DC=${world.tenantId}`,
    endDateTime: timeText(start + certificateDays * dayMs),
    key: null,
    keyId,
    startDateTime: timeText(start),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  };
}

function keyCredentials(
  principal: ServicePrincipal,
  world: World,
  nowMs: number,
): readonly DirectoryObject[] {
  if (principal.servicePrincipalType === 'ManagedIdentity')
    return [managedCertificate(principal, world, nowMs)];
  return principal.certificates.map((certificate) => ({
    customKeyIdentifier: certificate.sha1,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  }));
}

export function toWire(principal: Principal, world: World, nowMs: number): DirectoryObject {
  const createdDateTime = timeText(principal.createdTime);
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
        keyCredentials: keyCredentials(principal, world, nowMs),
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
