'use client';

import type { ComponentProps } from 'react';
import { useScope } from '@/lib/browser/use-scope';
import { inScope, routes } from '@/lib/routes';

export type PortalLinkProps = Omit<ComponentProps<'a'>, 'href'> & { href: string };

/**
 * A link inside the portal that keeps the chosen scope: the only way to make one, a check sees to it. A plain anchor;
 * link-navigation.tsx follows it without a new document. Unstyled; see EntityAnchor for one in running text.
 */
export function PortalLink({ href, children, ...rest }: PortalLinkProps) {
  return (
    <a href={inScope(href, useScope())} {...rest}>
      {children}
    </a>
  );
}

/** A thing's name as a link to its page. */
export function EntityAnchor({ className = '', ...rest }: PortalLinkProps) {
  return (
    <PortalLink
      className={`rounded-sm text-accent decoration-accent/40 underline-offset-2 hover:underline hover:decoration-accent [p_&]:underline ${className}`}
      {...rest}
    />
  );
}

/** The one link that leaves the chosen scope: it lifts it. */
export function WholeEstateLink({
  children,
  className,
}: Pick<ComponentProps<'a'>, 'children' | 'className'>) {
  return (
    <a href={routes.overview()} className={className} data-lifts-scope="">
      {children}
    </a>
  );
}
