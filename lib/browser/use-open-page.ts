'use client';

import { useRouter } from 'next/navigation';
import { inScope } from '@/lib/routes';
import { settleAddress } from './address';

/**
 * Opens pages of the portal without a new document: the only way to, a check sees to it. Goes to the address only once
 * the fields of the page that is left have written theirs, which would take its place otherwise.
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
