import { KnownFirst } from '@/components/live/known-first';
import { EmptyState } from '@/components/ui/empty-state';
import { LazyFaultNotice } from '@/components/ui/lazy-fault-notice';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import { type FlowPage, flowPage } from '@/lib/changes/offers/flow-page';
import { resultOf } from '@/lib/estate/snapshot/known-estate';
import { flowHref, noQuery } from '@/lib/flow/flow-href';
import { ProbeButtonIsland } from './flow-islands';
import { StateWord, StepDot } from './flow-state';

const short: readonly string[] = [
  'Enabled',
  'Service principal',
  'Credential on VM',
  'Role assigned',
  'Token requested',
  'Token issued',
  'Target called',
];

function small(flow: FlowPage): readonly string[] {
  const count = flow.roleAssignments;
  return [
    'Resource Manager',
    'Microsoft Entra ID',
    'Metadata service',
    `${count} ${count === 1 ? 'assignment' : 'assignments'}`,
    'By code on the VM',
    'For one audience',
    flow.target?.name ?? 'No target',
  ];
}

/** Seven numbered dots: how far the identity gets, and where to look closer. */
function Strip({ flow }: { flow: FlowPage }) {
  const { vm, identity, target } = flow;
  const chosen = flow.about === 'vm' ? { identity: identity?.armId ?? '' } : { vm: vm?.armId ?? '' };
  const hrefOf = (step: number) => flowHref(flow.armId, { ...chosen, target: target?.param ?? '', step });
  if (flow.flow === null)
    return (
      <Panel title="Authentication flow">
        <EmptyState title="No identity, no flow">
          Code here can get no token until the VM has an identity.
        </EmptyState>
      </Panel>
    );
  const { steps, headline } = flow.flow;
  const words = small(flow);
  return (
    <Panel
      title="Authentication flow"
      aside={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>
            {identity?.name}
            {vm && flow.about === 'identity' ? ` on ${vm.name}` : ''}
            {target ? ` to ${target.name}` : ''}.{' '}
            {headline.at >= 0 ? (
              <>
                Probed <RelativeTime at={headline.at} />
              </>
            ) : (
              'Not probed yet'
            )}
          </span>
          <EntityAnchor href={hrefOf(0)}>Open flow</EntityAnchor>
          <ProbeButtonIsland probe={flow.probe} noProbe={flow.noProbe} variant="secondary" size="sm" />
        </span>
      }
    >
      <ol className="grid gap-y-3 px-4 py-4 md:grid-cols-7">
        {steps.map((step, index) => (
          <li
            key={step.number}
            className="relative grid justify-items-start pr-2 max-md:grid-cols-[34px_1fr] max-md:items-center md:before:absolute md:before:top-[11px] md:before:right-1.5 md:before:left-[30px] md:before:border-line-strong md:before:border-t-[1.5px] md:last:before:hidden"
          >
            <StepDot step={step} className="md:mb-2 max-md:row-span-3" />
            <EntityAnchor href={hrefOf(step.number)} className="font-semibold !text-ink">
              {index === 0 && identity?.kind === 'user' ? 'Created' : short[index]}
            </EntityAnchor>
            <span className="break-words text-ink-2 text-sm">{words[index]}</span>
            <StateWord state={step.state} />
          </li>
        ))}
      </ol>
      {headline.state === 'stops' && (
        <p className="border-t px-4 py-2">
          <b className="font-semibold">{headline.title}</b> {headline.detail}
        </p>
      )}
    </Panel>
  );
}

/** The flow on the page of a VM or identity, read beside the rest of it. */
export function FlowStrip({ armId }: { armId: string }) {
  const read = resultOf((signal) => flowPage(armId, noQuery, signal), 'Read the authentication flow');
  return (
    <KnownFirst
      value={read}
      waiting={
        <Panel title="Authentication flow">
          <p role="status" className="px-4 py-3 text-ink-2">
            Reading…
          </p>
        </Panel>
      }
    >
      {(result) =>
        result.ok ? (
          <Strip flow={result.value} />
        ) : (
          <Panel title="Authentication flow">
            <LazyFaultNotice fault={result.fault} />
          </Panel>
        )
      }
    </KnownFirst>
  );
}
