import type { Rule } from '@/lib/audit/rule/rule';
import { words } from './words';

/**
 * A subscription moved to another tenant takes its resources along, not their identities: they stay in the old tenant
 * and no longer work (learn.microsoft.com/entra/identity/managed-identities-azure-resources/known-issues).
 */
export const tenantMismatch: Rule = {
  id: 'tenant-mismatch',
  severity: 'high',
  subject: 'hosts',
  words,
  dependsOn: [],
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
