import { PageHeader } from '@/components/ui/page-header';

/** The overview's own measures, before the first answer. */
export function OverviewSkeleton() {
  return (
    <div aria-busy="true">
      <PageHeader
        title={
          <>
            <span className="sr-only">Overview, loading</span>
            <span aria-hidden="true" className="skeleton">
              00 identities in Contoso
            </span>
          </>
        }
        subtitle={
          <span aria-hidden="true" className="skeleton">
            00 virtual machines and 00 other resources, in 0 subscriptions
          </span>
        }
      />
      <div aria-hidden="true">
        <div className="h-[358px] rounded-md border border-line bg-surface" />
        <div className="mt-4 grid gap-4 xl:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
          <div className="h-64 rounded-md border border-line bg-surface" />
          <div className="h-40 rounded-md border border-line bg-surface" />
        </div>
      </div>
    </div>
  );
}
