import { z } from 'zod';
import type { ArmResource } from '../../../core/contract/entities.ts';

const permissions = z.array(z.string()).nullish();
/** An entry of a vault's access policies. */
export const policySchema = z.object({
  tenantId: z.string(),
  objectId: z.string(),
  applicationId: z.string().nullish(),
  permissions: z.object({
    keys: permissions,
    secrets: permissions,
    certificates: permissions,
    storage: permissions,
  }),
});
export type AccessPolicy = z.infer<typeof policySchema>;

/** Access policies of a vault as stored. Entries that are no policy are left out. */
export function policiesOf(vault: ArmResource): AccessPolicy[] {
  const stored = vault.properties.accessPolicies;
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry) => {
    const parsed = policySchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}
