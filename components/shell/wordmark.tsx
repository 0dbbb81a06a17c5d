import { PortalLink } from '@/components/ui/portal-link';
import { routes } from '@/lib/routes';

export function Wordmark() {
  return (
    <PortalLink href={routes.overview()} className="mb-3 flex h-7 w-fit items-center gap-2.5 rounded-md px-2">
      <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16">
        <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <circle cx="8" cy="8" r="2.6" className="fill-user" />
      </svg>
      <span className="text-md font-semibold">Keyless</span>
    </PortalLink>
  );
}
