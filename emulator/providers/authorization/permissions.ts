import type { Context, Route } from '../../core/contract/provider.ts';
import type { World } from '../../core/contract/world.ts';
import { createEvaluator, type RbacEvaluator } from './evaluate.ts';
import { scopeOf } from './role-assignments.ts';
import { requireScope } from './scope-exists.ts';

/** One evaluator a world: it listens to the world's changes for as long as that lives. */
const evaluators = new WeakMap<World, RbacEvaluator>();

function evaluatorOf(world: World): RbacEvaluator {
  const known = evaluators.get(world);
  if (known) return known;
  const evaluator = createEvaluator(world);
  evaluators.set(world, evaluator);
  return evaluator;
}

/** What the caller may do at a group or resource. Nobody needs a role to ask about themselves. */
export const permissionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/{scope}/providers/Microsoft.Authorization/permissions',
    operation: 'Permissions_ListForResource',
    action: null,
    handle: (context: Context) => {
      const scope = scopeOf(context);
      requireScope(context.world, scope);
      const permissions = evaluatorOf(context.world).effective(context.caller.objectId, scope);
      return context.page(permissions, 1000, (permission) => permission);
    },
  },
];
