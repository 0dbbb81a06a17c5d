import { Icon } from '@/components/ui/icon';

export const navId = 'portal-nav';

/** Opens the navigation on a phone, where it is a popover; see Shell. */
export function NavToggle() {
  return (
    <button
      type="button"
      popoverTarget={navId}
      aria-label="Navigation and scope"
      className="flex size-8 shrink-0 items-center justify-center rounded-md border border-line bg-surface md:hidden"
    >
      <Icon name="menu" size={16} />
    </button>
  );
}
