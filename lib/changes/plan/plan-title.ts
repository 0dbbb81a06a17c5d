import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { namesOf } from '@/lib/changes/steps/names';
import { snapshotOf } from '@/lib/estate/snapshot/snapshots';
import type { PlanDraft } from '@/lib/model/plan';
import { bindPlan } from './review';

/**
 * What a plan is called for a person. Its author's words are for the author; everybody else reads what the steps
 * themselves say, so that nothing somebody typed stands above them as a fact.
 */
export function titleFor({ title, objectId, steps }: PlanDraft, person: Caller): string {
  if (objectId === person.objectId) return title;
  const bound = bindPlan(steps);
  const [first] = bound.ok ? bound.steps : [];
  if (first === undefined) return `A plan of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`;
  const others = steps.length - 1;
  const what = first.bound.title(namesOf(snapshotOf(person).view));
  return `${what}${others === 0 ? '' : ` and ${others} more ${others === 1 ? 'step' : 'steps'}`}`;
}
