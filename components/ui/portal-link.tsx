'use client';

import type { Route } from 'next';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import { useScope } from '@/lib/browser/queries';
import { routes } from '@/lib/routes';

/** Addresses the server made with lib/routes arrive as text; anything that leaves the portal is not one of them. */
function isPortalRoute(href: string): href is Route {
  return href.startsWith('/') && !href.startsWith('//');
}

/** The address with the scope the person chose, unless it names one itself. */
export function inScope(href: string, scope: string): Route {
  const [path = '/', query = ''] = href.split('?');
  const parameters = new URLSearchParams(query);
  if (scope !== '' && !parameters.has('scope')) parameters.set('scope', scope);
  const search = parameters.toString();
  const address = search === '' ? path : `${path}?${search}`;
  return isPortalRoute(address) ? address : routes.overview();
}

export type PortalLinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  href: string;
  /** Next prefetches links in sight; false for the hundreds of a table. */
  prefetch?: boolean;
};

/** A link inside the portal that keeps the chosen scope. Unstyled; see EntityAnchor for one in running text. */
export function PortalLink({ href, prefetch, ...rest }: PortalLinkProps) {
  const scope = useScope();
  return <Link href={inScope(href, scope)} {...(prefetch === false ? { prefetch } : {})} {...rest} />;
}

/** A thing's name as a link to its page. */
export function EntityAnchor({ className = '', ...rest }: PortalLinkProps) {
  return (
    <PortalLink
      prefetch={false}
      className={`rounded-sm text-accent decoration-accent/40 underline-offset-2 hover:underline hover:decoration-accent [p_&]:underline ${className}`}
      {...rest}
    />
  );
}
