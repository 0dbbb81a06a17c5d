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

/** What is worth knowing of an action before it is chosen, and where Microsoft says so. */
function Remark({ offer }: { offer: ActionOffer }) {
  const text = offer.offered ? offer.note : offer.reason;
  if (text === '') return null;
  return (
    <li>
      <span className="font-medium">{offer.label}:</span> {text}{' '}
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
  return (
    <div className="space-y-1.5">
      <div className="flex flex-wrap gap-2">
        {offers.map((offer) => (
          <Action key={offer.kind} offer={offer} size="md" />
        ))}
      </div>
      <ul className="text-ink-2 text-sm">
        {offers.map((offer) => (
          <Remark key={offer.kind} offer={offer} />
        ))}
      </ul>
    </div>
  );
}

/** The same beside a part of the thing, small. */
export function PartActions({ offers = [] }: { offers: readonly ActionOffer[] | undefined }) {
  return offers.map((offer) => <Action key={offer.kind} offer={offer} size="sm" />);
}
