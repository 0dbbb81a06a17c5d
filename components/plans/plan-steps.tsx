'use client';

import { useState } from 'react';
import { FaultDetails } from '@/components/ui/fault-details';
import { Learn } from '@/components/ui/learn';
import { StepNumber } from '@/components/ui/step-number';
import { Tag } from '@/components/ui/tag';
import type { PermissionVerdict, StepReview } from '@/lib/model/plan-review';

const marks: Record<StepReview['state'], { text: string; style: string }> = {
  ready: { text: '✓ allowed', style: 'text-ok' },
  done: { text: 'so already', style: 'text-ink-3' },
  blocked: { text: '✕ not possible', style: 'text-critical' },
  unknown: { text: '? not known', style: 'text-access' },
};

function requestText(step: StepReview, verdict: PermissionVerdict): string {
  return `I would like to: ${step.title}.\nFor that I need ${verdict.action} on ${verdict.scope}.${verdict.role === '' ? '' : `\nThe smallest role that has it: ${verdict.role}.`}`;
}

function MissingPermission({ step, verdict }: { step: StepReview; verdict: PermissionVerdict }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(requestText(step, verdict)).then(() => setCopied(true));
  };
  const [first, ...others] = verdict.granters;
  return (
    <div>
      <p>
        It needs <code className="font-mono text-sm break-all">{verdict.action}</code> on{' '}
        <b className="font-medium">{verdict.scopeName}</b>. {verdict.verdict === 'denied' && verdict.reason}
        {verdict.role !== '' && (
          <>
            Smallest role that has it: <b className="font-medium">{verdict.role}</b>.{' '}
          </>
        )}
        {first !== undefined &&
          `${first}${others.length > 0 ? ` and ${others.length} more` : ''} can grant it. `}
      </p>
      <button type="button" onClick={copy} className="text-accent underline underline-offset-2">
        {copied ? 'Copied' : 'Copy request'}
      </button>
    </div>
  );
}

function Notice({ step }: { step: StepReview }) {
  const missing = step.permissions.filter(({ verdict }) => verdict === 'missing' || verdict === 'denied');
  const unclear = step.permissions.filter(
    ({ verdict }) => verdict === 'unknown' || verdict === 'conditional',
  );
  if (step.state === 'done' || (missing.length + unclear.length === 0 && step.blocker === '' && !step.fault))
    return null;
  const serious = missing.length > 0 || step.blocker !== '';
  return (
    <div className={`mt-2 space-y-2 rounded-sm px-3 py-2 ${serious ? 'bg-critical-soft' : 'bg-access-soft'}`}>
      {step.blocker !== '' && <p>{step.blocker}</p>}
      {missing.length > 0 && (
        <p className="font-semibold">
          You cannot do this step.
          <Learn about="role-assignment" />
        </p>
      )}
      {missing.map((verdict) => (
        <MissingPermission key={`${verdict.action} ${verdict.scope}`} step={step} verdict={verdict} />
      ))}
      {unclear.map((verdict) => (
        <p key={`${verdict.action} ${verdict.scope}`}>
          Whether you may <code className="font-mono text-sm break-all">{verdict.action}</code> on{' '}
          {verdict.scopeName} is not known. {verdict.reason}
        </p>
      ))}
      {step.fault && (
        <>
          <p className="font-semibold">Azure could not be asked about this.</p>
          <FaultDetails fault={step.fault} />
        </>
      )}
    </div>
  );
}

/**
 * The steps of a plan and whether Azure will let each. `skipped` are positions the person leaves to somebody else,
 * `changed` those of steps that are not as they were when the person last looked.
 */
export function PlanSteps({
  steps,
  skipped,
  changed,
  onSkip,
}: {
  steps: readonly StepReview[];
  skipped: ReadonlySet<number>;
  changed: ReadonlySet<number>;
  onSkip: (position: number, skip: boolean) => void;
}) {
  const roles = [...new Set(steps.filter(({ state }) => state !== 'done').map((step) => step.roles))];
  return (
    <>
      <ol>
        {steps.map((step) => {
          const mark = marks[step.state];
          const isSkipped = skipped.has(step.position);
          return (
            <li
              key={step.position}
              className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 border-line px-3.5 py-3 not-first:border-t"
            >
              <StepNumber value={step.position + 1} />
              <div className="min-w-0">
                <h3 className="font-semibold break-words">
                  {step.title} {changed.has(step.position) && <Tag tone="access">Changed</Tag>}
                </h3>
                {step.detail !== '' && <p className="text-sm break-words text-ink-2">{step.detail}</p>}
                {step.once && (
                  <p className="text-ink-2 text-sm">
                    Runs once: Azure can’t be asked afterwards whether it happened, so it is never repeated by
                    itself.
                  </p>
                )}
                <Notice step={step} />
                {step.state === 'blocked' && (
                  <label className="mt-2 flex items-center gap-2">
                    <input
                      type="checkbox"
                      name="skip[]"
                      value={step.position}
                      checked={isSkipped}
                      onChange={(event) => onSkip(step.position, event.target.checked)}
                    />
                    Leave this step to somebody else
                  </label>
                )}
                {step.state !== 'done' && step.undo !== '' && (
                  <p className="mt-1 text-sm text-ink-2">
                    {step.undoable ? 'If it is taken back: ' : 'Cannot be taken back. '}
                    {step.undo}
                  </p>
                )}
              </div>
              <span className={`text-sm whitespace-nowrap ${isSkipped ? 'text-ink-3' : mark.style}`}>
                {isSkipped ? 'skipped' : mark.text}
              </span>
            </li>
          );
        })}
      </ol>
      {roles
        .filter((text) => text !== '')
        .map((text) => (
          <p key={text} className="border-line border-t px-3.5 py-2.5 text-ink-2">
            {text}
          </p>
        ))}
    </>
  );
}
