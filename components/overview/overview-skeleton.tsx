import { CharacteristicsTable } from '@/components/overview/characteristics-table';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';

function PlaceholderRows({ count }: { count: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <div key={index} className="space-y-2 border-t border-line px-3.5 py-3.5 first:border-t-0">
          <div className="skeleton h-3 w-3/5" />
          <div className="skeleton h-2.5 w-2/5" />
        </div>
      ))}
    </div>
  );
}

/** The overview before the first answer: what is always true stands, what is counted is held open. */
export function OverviewSkeleton() {
  return (
    <div aria-busy="true">
      <PageHeader
        title={
          <>
            <span className="sr-only">Overview, loading</span>
            <span aria-hidden="true" className="skeleton inline-block h-5 w-56 align-middle" />
          </>
        }
        subtitle={
          <span aria-hidden="true" className="skeleton inline-block h-3.5 w-96 max-w-full align-middle" />
        }
      />
      <CharacteristicsTable characteristics={null} loading />
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <Panel title="Needs attention">
          <PlaceholderRows count={4} />
        </Panel>
        <Panel title="Just now" aside="from Azure, whoever did it">
          <PlaceholderRows count={2} />
        </Panel>
      </div>
    </div>
  );
}
