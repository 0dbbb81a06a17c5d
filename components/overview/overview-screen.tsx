import { PageFault } from '@/components/live/page-fault';
import { AttentionPanel } from '@/components/overview/attention-panel';
import { ChangesPanel } from '@/components/overview/changes-panel';
import { CharacteristicsTable } from '@/components/overview/characteristics-table';
import { EmptyEstate, EmptyScope, NothingVisible } from '@/components/overview/empty-estates';
import { GapsPanel } from '@/components/overview/gaps-panel';
import { LoadingProgress } from '@/components/overview/loading-progress';
import { scopeTitle } from '@/components/shell/scope-title';
import { countOf } from '@/components/ui/num';
import { PageHeader } from '@/components/ui/page-header';
import type { AzureFault } from '@/lib/arm/fault';
import type { EstateSummary } from '@/lib/model/summary';

function Subtitle({ summary, scope }: { summary: EstateSummary; scope: string }) {
  const { counts, subscriptions } = summary;
  const visible = subscriptions.filter((node) => node.visible).length;
  const hidden = subscriptions.length - visible;
  const resources = `${countOf(counts.virtualMachines, 'virtual machine')} and ${countOf(counts.otherHosts, 'other resource')}`;
  // How many subscriptions there are says something about the whole estate only.
  if (scope !== '') return resources;
  const seen = countOf(subscriptions.length, 'subscription');
  return (
    <>
      {resources}, in {hidden === 0 ? seen : `${visible} of ${seen}`}
      {hidden > 0 && <span className="text-access"> · {hidden} not visible to you</span>}
    </>
  );
}

/** Nobody is signed in, or Azure cannot be asked at all. */
export function OverviewFault({ fault }: { fault: AzureFault }) {
  return (
    <>
      <PageHeader title="Overview" subtitle="Nothing to show yet" />
      <PageFault fault={fault} />
    </>
  );
}

/** The overview in each of its states, drawn by the server: its numbers are in the page's HTML. */
export function OverviewScreen({ summary, scope }: { summary: EstateSummary; scope: string }) {
  if (summary.state === 'failed') {
    return (
      <>
        <PageHeader title="Overview" subtitle="Nothing could be read from Azure" />
        <div className="space-y-4">
          {summary.faults.map((fault) => (
            <PageFault
              key={`${fault.during}-${fault.requestId}`}
              fault={fault}
              retryAt={fault.at + (fault.retryAfterSeconds * 1000 || summary.intervalMs)}
            />
          ))}
        </div>
      </>
    );
  }

  const loading = summary.state === 'loading';
  const where = scopeTitle(scope, summary);
  const { counts } = summary;
  const nothing = counts.identities === 0 && counts.virtualMachines === 0 && counts.otherHosts === 0;
  const empty = !loading && nothing;
  if (empty && !summary.subscriptions.some((node) => node.visible))
    return <NothingVisible summary={summary} />;
  if (empty && scope === '') return <EmptyEstate summary={summary} />;
  if (empty) return <EmptyScope where={where} />;

  return (
    <>
      <PageHeader
        title={`${countOf(counts.identities, 'identity', 'identities')}${loading ? ' so far' : ''} in ${where}`}
        subtitle={
          loading ? (
            <LoadingProgress progress={summary.progress} />
          ) : (
            <Subtitle summary={summary} scope={scope} />
          )
        }
      />
      <CharacteristicsTable characteristics={summary.characteristics} loading={loading} />
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <AttentionPanel attention={summary.attention} rules={summary.rules} loading={loading} />
        <div className="space-y-4">
          <ChangesPanel changes={summary.changes} />
          <GapsPanel gaps={summary.gaps} />
        </div>
      </div>
    </>
  );
}
