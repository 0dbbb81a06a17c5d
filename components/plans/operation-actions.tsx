'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionProblem } from '@/components/plans/action-problem';
import { Button } from '@/components/ui/button';
import { cancelOperation, retryOperation, undoOperation } from '@/lib/actions/plans';
import { useScope } from '@/lib/browser/use-scope';
import { undoPlan } from '@/lib/changes/plan/undo-plan';
import type { ActionFailure, ActionResult } from '@/lib/model/action-result';
import { hasEnded, type Operation } from '@/lib/model/operation';
import { inScope, routes } from '@/lib/routes';
import { callAction } from './call-action';
import { useOperationRefresh } from './operation-queries';

/** What can be done with an operation, and what of it cannot be undone. */
export function OperationActions({ operation }: { operation: Operation }) {
  const router = useRouter();
  const scope = useScope();
  const refresh = useOperationRefresh(operation.id);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, setPending] = useState(false);
  const { id } = operation;
  async function run<Value>(
    during: string,
    call: () => Promise<ActionResult<Value>>,
    then: (value: Value) => void,
  ): Promise<void> {
    setPending(true);
    setFailure(null);
    const result = await callAction(during, call);
    setPending(false);
    if (result?.ok) then(result.value);
    else setFailure(result);
  }
  const wait = pending ? 'It is being stored.' : undefined;
  const ended = hasEnded(operation.state);
  const { steps, impossible } = undoPlan(operation);
  const noUndo = impossible.length > 0 ? 'What it did cannot be undone.' : 'It changed nothing.';
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {!ended && (
          <Button
            variant="danger"
            disabledReason={operation.cancelRequested ? 'What is under way is seen through first.' : wait}
            onClick={() =>
              void run(
                'Cancel the operation',
                () => cancelOperation({ id }),
                () => void refresh(),
              )
            }
          >
            {operation.cancelRequested ? 'Cancelling…' : 'Cancel what has not begun'}
          </Button>
        )}
        {ended && operation.state !== 'succeeded' && (
          <Button
            variant="primary"
            disabledReason={wait}
            onClick={() =>
              void run(
                'Try again',
                () => retryOperation({ id }),
                () => void refresh(),
              )
            }
          >
            Try again from the failed step
          </Button>
        )}
        {ended && (
          <Button
            disabledReason={steps.length === 0 ? noUndo : wait}
            onClick={() =>
              void run(
                'Undo the operation',
                () => undoOperation({ id }),
                (plan) => router.push(inScope(routes.plan(plan.id), scope)),
              )
            }
          >
            Undo
          </Button>
        )}
      </div>
      {failure && <ActionProblem failure={failure} />}
      {ended && impossible.length > 0 && (
        <section aria-label="Cannot be undone" className="text-ink-2">
          <p>{steps.length === 0 ? 'This cannot be undone:' : 'Undo leaves this as it is:'}</p>
          <ul className="list-disc pl-5">
            {impossible.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
