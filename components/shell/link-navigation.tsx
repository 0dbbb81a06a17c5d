'use client';

import { useEffect } from 'react';
import { useOpenPage } from '@/lib/browser/use-open-page';
import { isApiPath } from '@/lib/routes';

/** The path of a link that this portal's own pages answer; null for any other. */
function portalPath(link: HTMLAnchorElement): string | null {
  if (link.origin !== window.location.origin || link.target !== '' || link.hasAttribute('download'))
    return null;
  if (isApiPath(link.pathname)) return null;
  const here = link.pathname === window.location.pathname && link.search === window.location.search;
  return here && link.hash !== '' ? null : `${link.pathname}${link.search}${link.hash}`;
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
