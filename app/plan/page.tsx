import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PlanPage } from '@/components/plans/plan-page';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Plan' };

export default async function Page() {
  await requireOperator();
  return (
    <Suspense>
      <PlanPage />
    </Suspense>
  );
}
