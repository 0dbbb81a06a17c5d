import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PlanPage } from '@/components/plans/plan-page';

export const metadata: Metadata = { title: 'Plan' };

export default function Page() {
  return (
    <Suspense>
      <PlanPage />
    </Suspense>
  );
}
