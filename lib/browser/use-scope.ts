'use client';

import { useSearchParams } from 'next/navigation';

/** The scope in the address: '' for everything the caller sees. */
export function useScope(): string {
  return useSearchParams().get('scope') ?? '';
}
