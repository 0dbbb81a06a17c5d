import { CopyId } from '@/components/ui/copy-id';
import { LinkButton } from '@/components/ui/link-button';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { FlowFact, FlowStep } from '@/lib/model/identity-flow';

function Value({ fact }: { fact: FlowFact }) {
  if (fact.href !== '') return <EntityAnchor href={fact.href}>{fact.value}</EntityAnchor>;
  if (fact.copies) return <CopyId value={fact.value} label={fact.label} maxLength={30} />;
  return fact.value;
}

/** What a step is, why it is not done and what to do, and its facts. */
export function StepFacts({ step, stacked = false }: { step: FlowStep; stacked?: boolean }) {
  const columns = stacked ? 'grid-cols-1 gap-y-0.5' : 'grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-2';
  return (
    <>
      <p className="px-4 py-3 text-ink-2">{step.explanation}</p>
      {step.why !== '' && (
        <div
          className={`mx-4 mb-3 space-y-2 rounded-md px-3 py-2 ${step.state === 'not-possible' ? 'bg-critical-soft' : 'bg-sunken'}`}
        >
          <p className="break-words">{step.why}</p>
          {step.repair && (
            <LinkButton size="sm" href={step.repair.href} className="max-w-full !whitespace-normal text-left">
              {step.repair.label}
            </LinkButton>
          )}
        </div>
      )}
      {step.facts.length > 0 && (
        <dl className={`grid border-t px-4 py-3 ${columns}`}>
          {step.facts.map((fact) => (
            <div key={`${fact.label} ${fact.value} ${fact.note}`} className="contents">
              <dt className="break-words text-ink-2 text-sm leading-5">{fact.label}</dt>
              <dd className={`min-w-0 break-words ${stacked ? 'mb-2' : ''}`}>
                <Value fact={fact} />
                {fact.note !== '' && <p className="break-words text-ink-2 text-sm">{fact.note}</p>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {step.number === 6 && (
        <p className="mx-4 mb-3 rounded-md bg-sunken px-3 py-2 text-ink-2 text-sm">
          The token itself never leaves the VM. Keyless reads these claims only.
        </p>
      )}
    </>
  );
}
