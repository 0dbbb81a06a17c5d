import { LinkButton } from '@/components/ui/link-button';
import { offersTour } from '@/lib/changes/offers/tour-offer';
import { routes } from '@/lib/routes';

/** On a first visit: what to begin with. Gone once the person has done anything. */
export async function TourOffer() {
  if (!(await offersTour())) return null;
  return (
    <section
      aria-label="First steps"
      className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <p className="min-w-0 flex-1">
        <b className="font-semibold">New here?</b>{' '}
        <span className="text-ink-2">
          The tour creates a VM and both kinds of identity, proves that they work, and shows what survives.
        </span>
      </p>
      <LinkButton href={routes.start()}>Which identity do I need?</LinkButton>
      <LinkButton href={routes.tour()} variant="primary">
        Take the tour
      </LinkButton>
    </section>
  );
}
