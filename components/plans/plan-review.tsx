'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { FaultNotice } from '@/components/ui/fault-notice';
import { countOf } from '@/components/ui/num';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { nameOf } from '@/lib/arm/arm-id';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanReview as Review } from '@/lib/model/plan-review';
import { routes } from '@/lib/routes';
import { ImpactTable } from './impact-table';
import { PlanCode } from './plan-code';
import { askConfirm, askReview } from './plan-requests';
import { PlanSteps } from './plan-steps';

interface PlanReviewProps {
  title: string;
  steps: readonly PlannedStep[];
  undoOf?: string;
  secrets?: Readonly<Record<string, string>>;
  /** Beside the confirming button, e.g. Back. */
  before?: ReactNode;
}

/** The last name a plan deletes for good: typed to confirm. */
function nameToType(review: Review): string {
  const deletion = review.steps.find(
    ({ kind, state }) => state !== 'done' && (kind === 'delete-identity' || kind === 'delete-machine'),
  );
  const id = deletion?.input.identityId ?? deletion?.input.machineId;
  return typeof id === 'string' ? nameOf(id) : '';
}

/** A plan before it runs: whether it may, what it changes, the same as code, and the button that begins it. */
export function PlanReview({ title, steps, undoOf = '', secrets = {}, before }: PlanReviewProps) {
  const router = useRouter();
  const client = useQueryClient();
  const key = ['plan', JSON.stringify(steps)];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => askReview(steps, signal),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const [typed, setTyped] = useState('');
  const [stale, setStale] = useState(false);
  const confirm = useMutation({
    mutationFn: (hash: string) => askConfirm({ title, steps, hash, skip: [...skipped], secrets, undoOf }),
    onSuccess: (answer) => {
      if (answer.ok) router.push(routes.operation(answer.id));
      else if ('stale' in answer) {
        client.setQueryData(key, { ok: true, review: answer.stale });
        setStale(true);
      } else client.setQueryData(key, answer);
    },
  });
  const nameId = useId();

  if (query.error) return <FaultNotice fault={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined)
    return (
      <p role="status" className="text-ink-2">
        Checking the plan against Azure…
      </p>
    );
  if (!query.data.ok) {
    const sentences = Object.values(query.data.errors).flatMap((fields) =>
      Object.entries(fields).map(([field, message]) => `${field === '' ? '' : `${field}: `}${message}`),
    );
    return (
      <section role="alert" className="rounded-md border border-critical bg-surface p-4">
        <p className="font-semibold text-critical">The plan is not complete.</p>
        <ul className="mt-1 list-disc pl-5">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {before && <div className="mt-3 flex gap-2">{before}</div>}
      </section>
    );
  }
  const { review } = query.data;
  const running = review.steps.filter(({ state, position }) => state !== 'done' && !skipped.has(position));
  const stillBlocked = running.filter(({ state }) => state === 'blocked').length;
  const typeThis = nameToType(review);
  const reason =
    running.length === 0
      ? 'There is nothing to do: Azure is so already.'
      : stillBlocked > 0
        ? `${countOf(stillBlocked, 'step')} cannot be done. Leave ${stillBlocked === 1 ? 'it' : 'them'} to somebody else, or change the plan.`
        : typeThis !== '' && typed !== typeThis
          ? `Type ${typeThis} to confirm.`
          : confirm.isPending
            ? 'It is being stored.'
            : undefined;
  return (
    <div className="space-y-4">
      {stale && (
        <p role="alert" className="rounded-md border border-access bg-access-soft px-3.5 py-2">
          Something changed since this was shown, so nothing was done. Look again, then confirm.
        </p>
      )}
      {confirm.error && <FaultNotice fault={confirm.error} />}
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
            <ImpactTable rows={review.impact} />
            {review.gaps.length > 0 && (
              <p className="border-t border-line px-3.5 py-2 text-access">
                Not everything can be seen: {review.gaps.join('; ')}. What lies there may change too.
              </p>
            )}
          </Panel>
          <PlanCode code={review.code} />
        </div>
      </div>
      {typeThis !== '' && running.length > 0 && (
        <div>
          <label htmlFor={nameId} className="block font-medium">
            This cannot be undone. Type <code className="font-mono">{typeThis}</code> to confirm.
          </label>
          <input
            id={nameId}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className="mt-1 h-8 w-80 max-w-full rounded-md border border-line-strong bg-surface px-2.5 font-mono"
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {before}
        <Button
          variant="primary"
          disabledReason={reason}
          onClick={() => {
            setStale(false);
            confirm.mutate(review.hash);
          }}
        >
          {confirm.isPending ? 'Storing…' : runLabel(running.length, skipped.size)}
        </Button>
        <span className="text-ink-2">{reason ?? 'You can close this page; it goes on.'}</span>
      </div>
    </div>
  );
}

function runLabel(running: number, skipped: number): string {
  return `Run ${countOf(running, 'step')}${skipped > 0 ? `, leave ${skipped}` : ''}`;
}
