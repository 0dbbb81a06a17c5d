import type { Metadata } from 'next';
import { KeepShown } from '@/components/detail/keep-shown';
import { KnownFirst } from '@/components/live/known-first';
import { RefreshOnChange } from '@/components/live/refresh-on-change';
import { TourView } from '@/components/start/tour-view';
import { PageHeader } from '@/components/ui/page-header';
import { EntityAnchor } from '@/components/ui/portal-link';
import { requireOperator } from '@/lib/auth/require-operator';
import { tourPage } from '@/lib/changes/offers/tour-page';
import { resultOf } from '@/lib/estate/snapshot/known-estate';
import { routes } from '@/lib/routes';

export const metadata: Metadata = { title: 'Tour' };

export default async function Page() {
  await requireOperator();
  const tour = resultOf((signal) => tourPage(signal), 'Read the estate');
  return (
    <>
      <PageHeader
        trail={<EntityAnchor href={routes.start()}>Start</EntityAnchor>}
        title="From no secret to a proven token"
        subtitle="A tour of the real product: every stage is done on its own page, with a plan you confirm. Leave whenever you like and come back: Keyless sees how far you are."
      />
      <KnownFirst value={tour} waiting={<p role="status">Looking how far the tour is…</p>}>
        {(found) =>
          found.ok ? (
            <>
              <TourView facts={found.value.facts} />
              <RefreshOnChange stamp={found.value.stamp} />
            </>
          ) : (
            <KeepShown fault={found.fault}>{null}</KeepShown>
          )
        }
      </KnownFirst>
    </>
  );
}
