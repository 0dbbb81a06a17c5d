/**
 * Addresses in the Azure Portal. `portalUrl` without trailing slash; `tenant` a GUID or domain.
 * Ids are other people's text: each segment is encoded.
 */
export function resourceUrl(portalUrl: string, tenant: string, armId: string): string {
  const path = armId
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
  return `${portalUrl}/#@${encodeURIComponent(tenant)}/resource${path}`;
}

/** "Access control (IAM)" of a scope; for the tenant root the portal's start. */
export function accessControlUrl(portalUrl: string, tenant: string, scope: string): string {
  return scope === '/'
    ? `${portalUrl}/#@${encodeURIComponent(tenant)}`
    : `${resourceUrl(portalUrl, tenant, scope)}/users`;
}
