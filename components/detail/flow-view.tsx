import { FlowDrawing } from '@/components/flow/flow-drawing';
import { FlowHeader } from '@/components/flow/flow-header';
import { FlowList } from '@/components/flow/flow-list';
import { StateWord, StepDot } from '@/components/flow/flow-state';
import { FlowTargets, Headline } from '@/components/flow/flow-targets';
import { FollowProbe } from '@/components/flow/follow-probe';
import { StepFacts } from '@/components/flow/step-facts';
import { buttonStyle } from '@/components/ui/button-style';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';
import { LinkButton } from '@/components/ui/link-button';
import { PortalLink } from '@/components/ui/portal-link';
import { type FlowPage, flowPage } from '@/lib/changes/offers/flow-page';
import { type FlowQuery, flowHref } from '@/lib/flow/flow-href';
import type { FlowStep } from '@/lib/model/identity-flow';
import { routes } from '@/lib/routes';
import { DetailPage } from './detail-page';

function StepPanel({
  step,
  running,
  hrefOf,
}: {
  step: FlowStep;
  running: boolean;
  hrefOf: (step: number) => string;
}) {
  const beside = [
    { label: 'Previous step', icon: 'up', to: step.number - 1 },
    { label: 'Next step', icon: 'down', to: step.number + 1 },
  ] as const;
  return (
    <section
      aria-labelledby="open-step"
      className="min-w-0 overflow-hidden rounded-lg border bg-surface max-xl:hidden"
    >
      <div className="flex items-center gap-2.5 border-b px-4 py-2.5">
        <StepDot step={step} />
        <h2 id="open-step" className="min-w-0 flex-1 font-semibold">
          <span className="sr-only">Step {step.number}: </span>
          {step.title}
        </h2>
        <StateWord state={step.state} running={running} />
        {beside.map(({ label, icon, to }) =>
          to < 1 || to > 7 ? null : (
            <PortalLink
              key={label}
              href={hrefOf(to)}
              aria-label={label}
              className={`${buttonStyle('quiet', 'sm')} !px-1`}
            >
              <Icon name={icon} size={12} />
            </PortalLink>
          ),
        )}
      </div>
      <StepFacts step={step} />
    </section>
  );
}

function Flow({ flow, query }: { flow: FlowPage; query: FlowQuery }) {
  const { identity, target, vm } = flow;
  const chosen = {
    ...(flow.about === 'vm' ? { identity: identity?.armId ?? '' } : { vm: vm?.armId ?? '' }),
    target: target?.param ?? '',
  };
  const hrefOf = (step: number) => flowHref(flow.armId, { ...chosen, step, asText: query.asText });
  const textHref = flowHref(flow.armId, { ...chosen, step: query.step, asText: !query.asText });
  const header = <FlowHeader flow={flow} textHref={textHref} asText={query.asText} />;
  if (flow.flow === null)
    return (
      <>
        {header}
        <EmptyState
          size="page"
          title={`${vm?.name ?? 'The VM'} has no identity`}
          action={
            <LinkButton variant="primary" href={flow.attachHref}>
              Assign identity
            </LinkButton>
          }
        >
          Code on it can get no token, so it would need a stored secret. Enable its system-assigned identity,
          or attach a user-assigned one.
        </EmptyState>
      </>
    );
  const { steps, headline } = flow.flow;
  const isRunning = (step: FlowStep) => flow.running !== null && step.number >= 5;
  const open = query.step || headline.step || 7;
  const step = steps[open - 1];
  const parts = { flow, steps, isRunning, hrefOf };
  return (
    <>
      {header}
      <FlowTargets flow={flow} />
      <Headline headline={headline} />
      {query.asText ? (
        <FlowList {...parts} open={0} />
      ) : (
        <>
          <div className="grid items-start gap-4 max-xl:hidden xl:grid-cols-[816px_minmax(0,1fr)]">
            <FlowDrawing {...parts} open={open} />
            {step && <StepPanel step={step} running={isRunning(step)} hrefOf={hrefOf} />}
          </div>
          <FlowList {...parts} open={open} className="xl:hidden" />
        </>
      )}
      {flow.running && <FollowProbe operationId={flow.running.id} />}
    </>
  );
}

/** How a VM, or an identity on one, gets access: seven steps, each with its evidence. */
export function FlowView({ armId, query }: { armId: string; query: FlowQuery }) {
  return (
    <DetailPage
      back={{ label: 'Virtual machines', href: routes.vms() }}
      armId={armId}
      read={(id, signal) => flowPage(id, query, signal)}
      during="Read the authentication flow"
    >
      {(flow) => <Flow flow={flow} query={query} />}
    </DetailPage>
  );
}
