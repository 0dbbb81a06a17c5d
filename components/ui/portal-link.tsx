'use client';

import Link from 'next/link';
import type { ComponentProps } from 'react';
import { useScope } from '@/lib/browser/queries';
import { inScope } from '@/lib/routes';

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
