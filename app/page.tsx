import { KnownFirst } from '@/components/live/known-first';
import { PublishFacts } from '@/components/live/publish-facts';
import { RefreshOnChange } from '@/components/live/refresh-on-change';
import { OverviewFault, OverviewScreen } from '@/components/overview/overview-screen';
import { OverviewSkeleton } from '@/components/overview/overview-skeleton';
import { TourOffer } from '@/components/overview/tour-offer';
import { requireOperator } from '@/lib/auth/require-operator';
import { scopeOf } from '@/lib/browser/search-params';
import { estateResult } from '@/lib/estate/snapshot/known-estate';
import { summarize } from '@/lib/estate/snapshot/summarize';
import { factsOf } from '@/lib/model/shell-facts';
import { stampOf } from '@/lib/model/summary';

/** What there is and what kind it is, what needs attention, what just changed. */
export default async function OverviewPage({ searchParams }: PageProps<'/'>) {
  await requireOperator();
  const scope = scopeOf(await searchParams);
  return (
    <KnownFirst value={estateResult()} waiting={<OverviewSkeleton />}>
      {(estate) => {
        if (!estate.ok) return <OverviewFault fault={estate.fault} />;
        const summary = summarize(estate.value.snapshot, estate.value.caller, scope);
        return (
          <>
            <TourOffer />
            <OverviewScreen summary={summary} scope={scope} />
            <PublishFacts facts={factsOf(summary, scope)} />
            <RefreshOnChange stamp={stampOf(summary)} />
          </>
        );
      }}
    </KnownFirst>
  );
}
