'use client';

import { type FormEvent, useActionState, useState } from 'react';
import { ActionProblem } from '@/components/plans/action-problem';
import { Button } from '@/components/ui/button';
import { countOf } from '@/components/ui/num';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { useHydrated } from '@/components/ui/use-hydrated';
import { confirmPlan } from '@/lib/actions/plans';
import type { ActionResult } from '@/lib/model/action-result';
import { needsOf, type PlanReview, type SecretNeed, type StalePlan } from '@/lib/model/plan-review';
import { secretProblem } from '@/lib/model/secret-rules';
import { inScope, routes } from '@/lib/routes';
import { callAction } from './call-action';
import { ConfirmFields } from './confirm-fields';
import { ImpactTable } from './impact-table';
import { PlanCode } from './plan-code';
import { PlanSteps } from './plan-steps';
import { StaleNotice } from './stale-notice';

type Answer = ActionResult<StalePlan> | null;

interface PlanFormProps {
  id: string;
  review: PlanReview;
  /** The scope chosen on screen, or ''. */
  scope: string;
}

/**
 * A plan before it runs: whether it may, what it changes, the same as code, and the form that confirms it. The form
 * works before the page is hydrated; afterwards the call is made here, so that nothing that was entered is lost.
 */
export function PlanForm({ id, review: first, scope }: PlanFormProps) {
  // The address makes React find the answer again in the page that a form without JavaScript is answered with.
  const [posted, action] = useActionState<Answer, FormData>(
    confirmPlan,
    null,
    inScope(routes.plan(id), scope),
  );
  const [called, setCalled] = useState<Answer>(null);
  const [pending, setPending] = useState(false);
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const [typedName, setTypedName] = useState('');
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const hydrated = useHydrated();
  const answer = called ?? posted;
  const stale = answer?.ok ? answer.value : undefined;
  const failure = answer && !answer.ok ? answer : undefined;
  const review = stale?.review ?? first;
  const { running, blocked, nameToType, secrets: needed } = needsOf(review.steps, skipped);
  const reason = reasonOf({
    nothing: running.length === 0,
    blocked: blocked.length,
    name: typedName === nameToType ? '' : nameToType,
    secret: secretReason(needed, secrets),
    pending,
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (reason !== undefined) return;
    const form = new FormData(event.currentTarget);
    setPending(true);
    const result = await callAction('Confirm the plan', () => confirmPlan(null, form));
    // It goes on to the operation: the button stays as it is until then.
    if (result === null) return;
    setPending(false);
    setCalled(result);
  };
  return (
    <form action={action} onSubmit={(event) => void submit(event)} className="space-y-4">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="hash" value={review.hash} />
      <input type="hidden" name="seen" value={review.seen} />
      <input type="hidden" name="scope" value={scope} />
      {stale && <StaleNotice stale={stale} />}
      {failure && <ActionProblem failure={failure} />}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,5fr)_minmax(0,4fr)]">
        <Panel
          title="Plan"
          aside={
            <>
              checked <RelativeTime at={review.checkedAt} /> against what Azure says you may do
            </>
          }
        >
          <PlanSteps
            steps={review.steps}
            skipped={skipped}
            changed={new Set(stale?.changed.steps)}
            onSkip={(position, skip) => {
              const next = new Set(skipped);
              if (skip) next.add(position);
              else next.delete(position);
              setSkipped(next);
            }}
          />
        </Panel>
        <div className="space-y-4">
          <Panel title="What changes">
            <ImpactTable rows={review.impact} changed={new Set(stale?.changed.impact)} />
            {review.gaps.length > 0 && (
              <p className="border-t border-line px-3.5 py-2 text-access">
                Not everything can be seen: {review.gaps.join('; ')}. What lies there may change too.
              </p>
            )}
          </Panel>
          <PlanCode code={review.code} />
        </div>
      </div>
      {running.length > 0 && (
        <ConfirmFields
          nameToType={nameToType}
          typedName={typedName}
          onType={setTypedName}
          needed={needed}
          secrets={secrets}
          onSecret={(key, value) => setSecrets({ ...secrets, [key]: value })}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          // Before hydration nobody watches the fields: the server says what is missing.
          disabledReason={hydrated || running.length === 0 ? reason : undefined}
        >
          {pending ? 'Storing…' : runLabel(running.length, skipped.size)}
        </Button>
        <span className="text-ink-2">{reason ?? 'You can close this page; it goes on.'}</span>
      </div>
    </form>
  );
}

/** The first password that is not as it must be, in a sentence. */
function secretReason(
  needed: readonly SecretNeed[],
  secrets: Readonly<Record<string, string>>,
): string | undefined {
  for (const need of needed) {
    const given = secrets[need.key] ?? '';
    if (given === '') return `Enter the ${need.label.charAt(0).toLowerCase()}${need.label.slice(1)}.`;
    if (secretProblem(need, given) !== '') return `${need.label}: ${secretProblem(need, given)}`;
  }
  return undefined;
}

/** Why the plan cannot be confirmed now; undefined when it can. */
function reasonOf(state: {
  nothing: boolean;
  blocked: number;
  name: string;
  secret: string | undefined;
  pending: boolean;
}): string | undefined {
  if (state.nothing) return 'There is nothing to do: Azure is so already.';
  if (state.blocked > 0)
    return `${countOf(state.blocked, 'step')} cannot be done. Leave ${state.blocked === 1 ? 'it' : 'them'} to somebody else, or change the plan.`;
  if (state.name !== '') return `Type ${state.name} to confirm.`;
  if (state.secret !== undefined) return state.secret;
  return state.pending ? 'It is being stored.' : undefined;
}

function runLabel(running: number, skipped: number): string {
  return `Run ${countOf(running, 'step')}${skipped > 0 ? `, leave ${skipped}` : ''}`;
}
