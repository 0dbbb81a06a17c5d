import type { PlanOrigin } from '@/lib/model/plan';
import { routes } from '@/lib/routes';
import { editedPlan } from './edited-plan';

/** Address of the form a plan was put together in, with everything filled in, to edit that plan. */
export function planFormHref({ form, armId, query }: PlanOrigin, planId: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set(editedPlan, planId);
  const search = `?${parameters.toString()}`;
  switch (form) {
    case 'create-identity':
      return routes.newIdentity(search);
    case 'create-machine':
      return routes.newMachine(search);
    case 'give-identity':
      return routes.giveIdentity(search);
    case 'assign-role':
      return routes.newRoleAssignment(search);
    case 'federation':
      return routes.identity(armId, search);
  }
}
