import { nameOf } from '@/lib/arm/arm-id';
import { normalScope } from '@/lib/arm/scopes';
import type { FlowFact, FlowRepair } from '@/lib/model/identity-flow';
import { routes } from '@/lib/routes';
import { flowNeedOf } from '../flow-target';
import type { AccessWay } from '../why-not-words';
import { type FlowInput, type FlowTargetFacts, fact, type StepWords, words } from './flow-input';

const title = 'Role assigned on the target';
const explanation =
  'A role assignment says what the identity may do, and where. It holds for everything below its scope. A key vault that uses access policies looks at those instead.';

/** How a role reaches the target: made there, made above it, or made to a group. */
export function sourceText(way: AccessWay, targetScope: string): string {
  const inherited = normalScope(way.scope) !== normalScope(targetScope);
  const from = inherited ? `Inherited from ${way.scopeName}` : 'Direct';
  return way.viaGroup === '' ? from : `${from}, through group ${way.viaGroup}`;
}

function wayFact(way: AccessWay, targetScope: string, note: string): FlowFact {
  const condition = way.condition === '' ? '' : ' Has a condition.';
  return fact(way.role, sourceText(way, targetScope), {
    note: `${note}${condition}`,
    href: routes.roleAssignment(way.roleAssignmentId),
  });
}

function modelFact({ usesRbac, target }: FlowTargetFacts): FlowFact[] {
  if (target.kind !== 'secret' && target.kind !== 'vault') return [];
  const model = usesRbac === null ? 'Unknown' : usesRbac ? 'Azure RBAC' : 'Access policies';
  const note = {
    Unknown: 'The vault’s permission model could not be read',
    'Azure RBAC': 'Role assignments count; access policies do not',
    'Access policies': 'Access policies count; role assignments for data do not',
  }[model];
  return [fact('Permission model', model, { note })];
}

function repairOf(to: FlowTargetFacts): FlowRepair | null {
  const role = to.access.smallestRole;
  if (role === null || to.assignHref === '') return null;
  return { label: `Assign ${role.name} on ${to.resource}`, href: to.assignHref };
}

/** Step 4: what the identity was assigned, and where, toward the target. */
export function roleStep({ identity, target: to }: FlowInput): StepWords {
  if (identity.kind === 'missing')
    return words(title, 'not-possible', 'Its role assignments belong to nobody', {
      certainty: 'inferred',
      explanation,
      why: 'Roles are assigned to the service principal, which was deleted with the identity. An identity of the same name gets a new one and inherits nothing.',
    });
  if (to === null)
    return words(title, 'unknown', 'No target chosen', {
      explanation,
      why: 'Choose what the identity is to reach: a key vault secret, a storage container, or a scope of Azure Resource Manager.',
    });
  const { access } = to;
  const { action, scope, plane } = flowNeedOf(to.target);
  const facts = [
    fact('Needs', action, { note: plane === 'data' ? 'Data action' : 'Action', copies: true }),
    ...access.by.map((way) => wayFact(way, scope, 'Allows it.')),
    ...access.others.slice(0, 5).map((way) => wayFact(way, scope, 'Does not allow it.')),
    ...access.deniedBy.map((name) => fact('Deny assignment', name, { note: 'Takes it away' })),
    ...modelFact(to),
  ];
  const status = to.probe?.result.call?.status ?? 0;
  const wasAllowed = status >= 200 && status < 300 && to.explanation === null;
  const byPolicy = access.reason === 'vault policies';
  const name = byPolicy ? 'Access policy on the vault' : title;
  const [way] = access.by;
  const line = way ? `${way.role} on ${way.scopeName} · ${sourceText(way, scope)}` : access.title;
  if (access.verdict === 'allowed')
    return words(name, 'done', byPolicy ? `An access policy of ${to.resource} lets it get secrets` : line, {
      certainty: 'read',
      explanation,
      facts,
    });
  if (wasAllowed)
    return words(name, 'done', 'The service let it in; by which assignment is not visible', {
      certainty: 'proved',
      at: to.probe?.at ?? -1,
      explanation,
      facts,
    });
  if (access.verdict === 'unknown')
    return words(name, 'unknown', way ? line : 'Could not be decided', {
      explanation,
      why: [...access.doubts, 'A probe decides it.'].join(' '),
      facts,
    });
  return words(name, 'not-possible', `${access.title}: nothing it has on ${to.resource} allows it`, {
    certainty: 'read',
    explanation,
    why: access.why,
    repair: repairOf(to),
    facts: [...facts, ...(access.smallestRole ? [fact('Smallest role', access.smallestRole.name)] : [])],
  });
}

/** Name of the thing a claim says the token was issued to. */
export function resourceName(armId: string): string {
  return armId === '' ? 'Unknown' : nameOf(armId);
}
