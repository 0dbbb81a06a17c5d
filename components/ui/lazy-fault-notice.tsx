'use client';

import { type ComponentProps, lazy, Suspense } from 'react';
import type { FaultNotice } from './fault-notice';

const Notice = lazy(async () => ({ default: (await import('./fault-notice')).FaultNotice }));

/** A fault on a page drawn by the server: its script is fetched only where there is one to show. */
export function LazyFaultNotice(props: ComponentProps<typeof FaultNotice>) {
  return (
    <Suspense>
      <Notice {...props} />
    </Suspense>
  );
}
