import type { Company } from './company.ts';
import { putGroup } from './people.ts';

/** Groups that give managed identities their access: changes to them reach tokens only after up to a day. */
export function seedIdentityGroups(company: Company): void {
  const readers = ['id-image-reader', 'id-web-staging', 'vm-web-stg-01', 'vm-web-stg-02', 'vm-monitor-01'];
  putGroup(company, 'grp-image-readers', readers, 390);
  putGroup(company, 'grp-secret-readers', ['vm-web-stg-03', 'vm-web-stg-04', 'id-batch-staging'], 240);
  company.assignRole('grp-image-readers', 'AcrPull', 'crcontoso', { ageDays: 380 });
  company.assignRole('grp-secret-readers', 'Key Vault Secrets User', 'kv-orders-stg', { ageDays: 230 });
}
