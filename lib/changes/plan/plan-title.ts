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
export function titleFor({ title, objectId, steps }: PlanDraft, caller: Caller): string {
  if (objectId === caller.objectId) return title;
  const bound = bindPlan(steps);
  const [first] = bound.ok ? bound.steps : [];
  if (first === undefined) return `A plan of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`;
  const names = namesOf(snapshotOf(caller).view);
  const others = steps.length - 1;
  return `${first.bound.title(names)}${others === 0 ? '' : ` and ${others} more ${others === 1 ? 'step' : 'steps'}`}`;
}
