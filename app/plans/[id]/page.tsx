import type { Metadata } from 'next';
import { PlanPage } from '@/components/plans/plan-page';

export const metadata: Metadata = { title: 'Plan' };

export default async function Page({ params, searchParams }: PageProps<'/plans/[id]'>) {
  const [{ id }, { scope = '' }] = await Promise.all([params, searchParams]);
  return <PlanPage id={id} scope={typeof scope === 'string' ? scope : ''} />;
}
