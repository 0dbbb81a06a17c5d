'use client';

import { type ReactNode, useState } from 'react';
import { PageFault } from '@/components/live/page-fault';
import type { AzureFault } from '@/lib/arm/fault';

/** While a page could not be drawn again, what was drawn before stays on screen below the reason. */
export function KeepShown({ fault, children }: { fault: AzureFault | null; children: ReactNode }) {
  const [last, setLast] = useState(children);
  if (fault === null && last !== children) setLast(children);
  if (fault === null) return children;
  return (
    <>
      <PageFault fault={fault} />
      {last}
    </>
  );
}
