import { LinkButton } from '@/components/ui/link-button';
import { Popover } from '@/components/ui/popover';
import { PortalLink } from '@/components/ui/portal-link';
import type { FlowPage } from '@/lib/changes/offers/flow-page';
import type { FlowTargetChoice } from '@/lib/model/flow-detail';
import type { FlowHeadline, FlowState } from '@/lib/model/identity-flow';
import { StateIcon, StateWord } from './flow-state';

const states: Readonly<Record<FlowTargetChoice['state'], FlowState>> = {
  works: 'done',
  stops: 'not-possible',
  open: 'unknown',
};

/** How far each target gets: which one fails needs no click. */
export function FlowTargets({ flow }: { flow: FlowPage }) {
  return (
    <nav aria-label="Target" className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
      <span className="text-ink-2 text-sm">Target</span>
      {flow.targets.map((target) => (
        <PortalLink
          key={target.param}
          href={target.href}
          title={target.what}
          aria-current={target.chosen ? 'true' : undefined}
          className={`inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border bg-surface pr-2.5 pl-2 font-medium text-sm ${target.chosen ? 'border-ink shadow-[inset_0_0_0_1px_var(--ink)]' : 'border-line-strong hover:bg-sunken'}`}
        >
          <StateIcon state={states[target.state]} />
          <span className="truncate">{target.name}</span>
          <span className="shrink-0 font-normal text-ink-2">{target.reach}</span>
        </PortalLink>
      ))}
      {flow.targets.length === 0 && (
        <span className="text-ink-2 text-sm">Nothing it has a role on can be tried.</span>
      )}
      {flow.others.length > 0 && (
        <Popover
          label="Other targets"
          align="start"
          trigger="Choose another"
          triggerClassName="rounded-sm text-accent text-sm underline-offset-2 hover:underline"
          className="max-h-80 overflow-y-auto p-1"
        >
          <ul>
            {flow.others.map(({ name, what, href }) => (
              <li key={href}>
                <PortalLink href={href} className="block rounded-sm px-2.5 py-1 hover:bg-sunken">
                  {name} <span className="text-ink-2 text-sm">{what}</span>
                </PortalLink>
              </li>
            ))}
          </ul>
        </Popover>
      )}
      <span className="ml-auto flex gap-3.5 max-lg:hidden">
        <StateWord state="done" />
        <StateWord state="not-possible" />
        <StateWord state="unknown" />
      </span>
    </nav>
  );
}

const frames: Readonly<Record<FlowHeadline['state'], string>> = {
  works: 'border-line bg-surface',
  stops: 'border-critical/40 bg-critical-soft',
  open: 'border-line bg-surface',
};

/** The flow in one sentence, with what would mend it. */
export function Headline({ headline }: { headline: FlowHeadline }) {
  const { state, title, detail, repair } = headline;
  return (
    <div
      role="note"
      className={`flex flex-wrap items-center gap-3 rounded-lg border px-4 py-3 max-md:flex-col max-md:items-stretch ${frames[state]}`}
    >
      <p className="flex min-w-0 flex-1 gap-2.5">
        <span className="mt-0.5">
          <StateIcon state={states[state]} size={16} />
        </span>
        <span className="min-w-0 break-words">
          <b className="font-semibold">{title}</b> {detail}
        </span>
      </p>
      {repair && (
        <LinkButton size="sm" href={repair.href} className="max-w-full !whitespace-normal">
          {repair.label}
        </LinkButton>
      )}
    </div>
  );
}
