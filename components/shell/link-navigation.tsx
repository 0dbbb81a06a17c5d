'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { settleAddress } from '@/lib/browser/address';
import { inScope, isApiPath } from '@/lib/routes';

/** The path of a link that this portal's own pages answer; null for any other. */
function portalPath(link: HTMLAnchorElement): string | null {
  if (link.origin !== window.location.origin || link.target !== '' || link.hasAttribute('download'))
    return null;
  if (isApiPath(link.pathname)) return null;
  const here = link.pathname === window.location.pathname && link.search === window.location.search;
  return here && link.hash !== '' ? null : `${link.pathname}${link.search}`;
}

/**
 * Opens pages of the portal without a new document. Goes to the address only once the fields of the page that is left
 * have written theirs.
 */
export function useOpenPage(): (href: string) => void {
  const router = useRouter();
  return (href) => {
    const open = () => router.push(inScope(href, ''));
    const settling = settleAddress();
    if (settling === null) open();
    else void settling.then(open);
  };
}

/**
 * Follows every link of the portal, also those drawn by the server alone: one listener instead of a router link for
 * each of hundreds.
 */
export function LinkNavigation() {
  const openPage = useOpenPage();
  // A click anywhere is an event outside React's tree.
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const path = link === null ? null : portalPath(link);
      if (path === null) return;
      event.preventDefault();
      openPage(path);
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }, [openPage]);
  return null;
}
