import type { Rule } from '../rule';

/**
 * A subscription moved to another tenant takes its resources along, not their identities: they stay in the old tenant
 * and no longer work (learn.microsoft.com/entra/identity/managed-identities-azure-resources/known-issues).
 */
export const tenantMismatch: Rule = {
  id: 'tenant-mismatch',
  severity: 'high',
  subject: 'hosts',
  title: (count) =>
    count === 1
      ? '1 resource has an identity of another tenant'
      : `${count} resources have an identity of another tenant`,
  short: 'Its identity belongs to another tenant',
  detail:
    'The subscription was transferred. Switch the system-assigned identity off and on; recreate user-assigned ones.',
  find(estate) {
    const hosts: number[] = [];
    let unknown = false;
    const own = estate.tenantId.toLowerCase();
    for (const row of estate.hosts.live()) {
      const tenant = estate.tenantIdOfHost(row);
      // Azure names the tenant only beside a system-assigned identity.
      if (tenant === '') unknown ||= estate.hosts.text('identityType', row).startsWith('SystemAssigned');
      else if (tenant.toLowerCase() !== own) hosts.push(row);
    }
    return { rows: { hosts }, unknown: unknown || own === '' };
  },
};
