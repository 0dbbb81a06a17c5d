import { PlanButton } from '@/components/plans/plan-button';
import { Button } from '@/components/ui/button';
import type { ButtonSize, ButtonVariant } from '@/components/ui/button-style';
import { LinkButton } from '@/components/ui/link-button';
import type { ActionOffer } from '@/lib/model/actions';

function variantOf({ primary, group }: ActionOffer, size: ButtonSize): ButtonVariant {
  if (primary) return 'primary';
  if (group !== 'removal') return 'secondary';
  return size === 'sm' ? 'quiet' : 'danger';
}

function Action({ offer, size }: { offer: ActionOffer; size: ButtonSize }) {
  const look = { size, variant: variantOf(offer, size) };
  if (!offer.offered)
    return (
      <Button {...look} disabledReason={offer.reason}>
        {offer.label}
      </Button>
    );
  if (offer.href !== null)
    return (
      <LinkButton {...look} href={offer.href}>
        {offer.label}
      </LinkButton>
    );
  const { title, steps } = offer;
  return <PlanButton {...look} label={offer.label} plan={() => ({ title, steps })} />;
}

function remarkOf(offer: ActionOffer): string {
  return offer.offered ? offer.note : offer.reason;
}

/** What is worth knowing of an action before it is chosen, and where Microsoft says so. */
function Remark({ offer }: { offer: ActionOffer }) {
  return (
    <li>
      <span className="font-medium">{offer.label}:</span> {remarkOf(offer)}{' '}
      {offer.source !== '' && (
        <a href={offer.source} target="_blank" rel="noreferrer" className="text-accent underline">
          Source
        </a>
      )}
    </li>
  );
}

/** What can be done with a thing, each as a plan to look at first; what cannot, with the reason. */
export function ActionMenu({ offers }: { offers: readonly ActionOffer[] }) {
  if (offers.length === 0) return null;
  const remarked = offers.filter((offer) => remarkOf(offer) !== '');
  return (
    <div className="space-y-1.5">
      <div className="flex flex-wrap gap-2">
        {offers.map((offer) => (
          <Action key={offer.kind} offer={offer} size="md" />
        ))}
      </div>
      {remarked.length > 0 && (
        <ul className="text-ink-2 text-sm">
          {remarked.map((offer) => (
            <Remark key={offer.kind} offer={offer} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The same beside a part of the thing, small. */
export function PartActions({ offers = [] }: { offers: readonly ActionOffer[] | undefined }) {
  return offers.map((offer) => <Action key={offer.kind} offer={offer} size="sm" />);
}
