'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * False while the server's markup is taken over. A page deep in the tree is taken over late, when the cache may hold
 * data already; drawing it then would not match the markup.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
