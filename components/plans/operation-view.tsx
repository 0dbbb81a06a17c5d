'use client';

import { Queries } from '@/components/live/queries';
import { useNow } from '@/components/ui/clock';
import { CopyId } from '@/components/ui/copy-id';
import { FaultDetails } from '@/components/ui/fault-details';
import { FaultNotice } from '@/components/ui/fault-notice';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import { StepNumber } from '@/components/ui/step-number';
import type { AzureFault } from '@/lib/arm/fault';
import type { OperationStep, ShownOperation } from '@/lib/model/operation';
import type { PlanCode as Code } from '@/lib/model/plan-review';
import type { ShownProbe } from '@/lib/model/token-probe';
import { routes } from '@/lib/routes';
import { durationText } from './duration-text';
import { OperationActions } from './operation-actions';
import { useOperation } from './operation-queries';
import { OperationTag, StepWord } from './operation-words';
import { PlanCode } from './plan-code';
import { ProbeResult } from './probe-result';

function StepLine({ step, probe }: { step: OperationStep; probe: ShownProbe | undefined }) {
  const now = useNow(1000);
  const endedAt = step.endedAt >= 0 ? step.endedAt : now;
  const took = step.startedAt >= 0 && endedAt > 0 ? durationText(endedAt - step.startedAt) : '';
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 border-line px-3.5 py-2.5 not-first:border-t">
      <StepNumber value={step.position + 1} />
      <div className="min-w-0">
        <h3 className="font-medium break-words">{step.title}</h3>
        {(step.note !== '' || step.attempts > 1) && (
          <p className="text-sm text-ink-2">
            {step.note}
            {step.attempts > 1 && ` ${step.note === '' ? '' : '· '}${step.attempts} tries`}
          </p>
        )}
        {probe && hasEndedStep(step) && <ProbeResult probe={probe} />}
        {step.fault && step.state === 'failed' && !isExplained(step.fault, probe) && (
          <div className="mt-2 rounded-sm bg-critical-soft px-3 py-2">
            <FaultDetails fault={step.fault} />
          </div>
        )}
      </div>
      <span className="text-right">
        <StepWord state={step.state} />
        {took !== '' && <span className="block text-sm text-ink-3 tabular-nums">{took}</span>}
      </span>
    </li>
  );
}

/** A retried step has what an earlier try found until it ends itself. */
function hasEndedStep({ state }: OperationStep): boolean {
  return state === 'succeeded' || state === 'failed';
}

/** A probe that failed is told by what it found; other failures of its step are told by what Azure said. */
function isExplained(fault: AzureFault, probe: ShownProbe | undefined): boolean {
  return probe !== undefined && fault.code.startsWith('ProbeStopsAt');
}

function sentence({ state, steps, proof }: ShownOperation): string {
  const done = steps.filter((step) => step.state === 'succeeded' || step.state === 'unchanged').length;
  const of = `${done} of ${steps.length} steps done`;
  switch (state) {
    case 'waiting':
      return 'Stored, about to begin.';
    case 'running':
      return `${of}. You can close this page; it goes on.`;
    case 'succeeded':
      return `${of}. ${proof}`;
    case 'failed':
      return `${of}. What was done holds; what failed is below, in Azure’s words.`;
    case 'cancelled':
      return `${of}. The rest was not begun.`;
  }
}

interface OperationViewProps {
  from: ShownOperation;
  code: Code | null;
}

/** One operation: its steps as they happen, what Azure said, and the ways on and back. */
export function OperationView(props: OperationViewProps) {
  return (
    <Queries>
      <Followed {...props} />
    </Queries>
  );
}

function Followed({ from, code }: OperationViewProps) {
  const query = useOperation(from);
  const operation = query.data;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            {operation.title} <OperationTag state={operation.state} />
          </span>
        }
        subtitle={<span role="status">{sentence(operation)}</span>}
        trail={<EntityAnchor href={routes.operations()}>Operations</EntityAnchor>}
      />
      <div className="mb-4 space-y-3">
        <OperationActions operation={operation} />
        {query.error && <FaultNotice fault={query.error} />}
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel title="Steps" aside={`${operation.steps.length}`}>
          <ol>
            {operation.steps.map((step) => (
              <StepLine
                key={step.position}
                step={step}
                probe={operation.probes.find(({ record }) => record.position === step.position)}
              />
            ))}
          </ol>
        </Panel>
        <div className="space-y-4">
          <Panel title="Record">
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 px-3.5 py-3">
              <dt className="text-ink-2">Who</dt>
              <dd>{operation.who}</dd>
              <dt className="text-ink-2">Begun</dt>
              <dd>
                <RelativeTime at={operation.createdAt} />
              </dd>
              <dt className="text-ink-2">Correlation id</dt>
              <dd>
                <CopyId value={operation.correlationId} label="correlation id" />
              </dd>
              <dt className="text-ink-2">Operation</dt>
              <dd>
                <CopyId value={operation.id} label="operation id" />
              </dd>
              {operation.undoOf !== '' && (
                <>
                  <dt className="text-ink-2">Takes back</dt>
                  <dd>
                    <EntityAnchor href={routes.plan(operation.undoOf)}>an earlier operation</EntityAnchor>
                  </dd>
                </>
              )}
            </dl>
            <p className="border-t border-line px-3.5 py-2 text-sm text-ink-2">
              The correlation id is in Azure’s Activity Log too: it joins what you see here with what Azure
              recorded.
            </p>
          </Panel>
          {code && <PlanCode code={code} />}
        </div>
      </div>
    </>
  );
}
