import { nameOf } from '@/lib/arm/arm-id';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import type { PlannedStep } from '@/lib/model/operation';
import { scopePath, scopeWords } from './scope-words';

/** A role or an access policy that an identity is to have. */
export interface Access {
  /** `policy`: an access policy of a vault that does not use Azure RBAC. */
  readonly kind: 'role' | 'policy';
  readonly scope: string;
  readonly roleGuid: string;
  readonly roleName: string;
  readonly condition: string;
}

/** One of them, in words: names only. */
export function accessText({ kind, scope, roleName, condition }: Access): string {
  const { kind: what } = scopeWords(scope);
  const path = scopePath(scope, new Map());
  const where = `${nameOf(scope)} (${what}${path === '' ? '' : `, ${path}`})`;
  if (kind === 'policy') return `Access policy: get secrets in ${where}`;
  return `${roleName} on ${where}${condition === '' ? '' : ', with a condition'}`;
}

/** The steps that assign them to a principal. */
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
