import type { Metadata } from 'next';
import { Queries } from '@/components/live/queries';
import { PlanPage } from '@/components/plans/plan-page';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Plan' };

export default async function Page() {
  await requireOperator();
  return (
    <Queries>
      <PlanPage />
    </Queries>
  );
}
