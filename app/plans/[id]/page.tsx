import type { Metadata } from 'next';
import { PlanPage } from '@/components/plans/plan-page';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Plan' };

export default async function Page({ params, searchParams }: PageProps<'/plans/[id]'>) {
  await requireOperator();
  const [{ id }, { scope = '' }] = await Promise.all([params, searchParams]);
  return <PlanPage id={id} scope={typeof scope === 'string' ? scope : ''} />;
}
