import { nameOf } from '@/lib/arm/arm-id';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import type { PlannedStep } from '@/lib/model/operation';

/** Something an identity is to be given. */
export interface Access {
  /** `policy`: an access policy of a vault that does not use Azure RBAC. */
  readonly kind: 'role' | 'policy';
  readonly scope: string;
  readonly roleGuid: string;
  readonly roleName: string;
  readonly condition: string;
}

/** learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-user */
export const secretsUser = { guid: '4633458b-17de-408a-b874-0445c86b69e6', name: 'Key Vault Secrets User' };

export function accessText({ kind, scope, roleName, condition }: Access): string {
  const where = `${nameOf(scope)} (${scope})`;
  if (kind === 'policy') return `get secrets, by access policy, in ${where}`;
  return `${roleName} on ${where}${condition === '' ? '' : ', under a condition'}`;
}

/** The steps that give it to a principal. */
export function accessSteps(
  { addVaultPolicy, assignRole }: FormActions,
  access: readonly Access[],
  principalResourceId: string,
  stage: number,
): PlannedStep[] {
  return access.map(({ kind, scope, roleGuid, condition }) =>
    kind === 'policy'
      ? makeStep(addVaultPolicy, { vaultId: scope, principalResourceId, secrets: ['get'] }, stage)
      : makeStep(assignRole, { principalResourceId, scope, roleGuid, condition }, stage),
  );
}
