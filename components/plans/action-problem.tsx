'use client';

import { Button } from '@/components/ui/button';
import { FaultNotice } from '@/components/ui/fault-notice';
import type { ActionFailure } from '@/lib/model/action-result';

/** The sentences of a failure that has some. */
export function sentencesOf(failure: ActionFailure): readonly string[] {
  switch (failure.kind) {
    case 'invalid':
      return [...new Set(Object.values(failure.fields).flat())];
    case 'refused':
      return [failure.message];
    case 'unexpected':
      return [`Something went wrong in the portal. Its log has more under ${failure.id}.`];
    case 'fault':
      return [failure.fault.message];
  }
}

/** Why an action did not do what it was called for. */
export function ActionProblem({ failure }: { failure: ActionFailure }) {
  if (failure.kind === 'fault') return <FaultNotice fault={failure.fault} />;
  const sentences = sentencesOf(failure);
  return (
    <section role="alert" className="rounded-md border border-critical bg-surface px-3.5 py-2">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {failure.kind === 'refused' && failure.code === 'OutdatedPage' && (
        <div className="mt-2">
          <Button onClick={() => window.location.reload()}>Reload</Button>
        </div>
      )}
    </section>
  );
}
