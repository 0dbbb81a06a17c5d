import type { Metadata } from 'next';
import { Queries } from '@/components/live/queries';
import { prefetchSummary } from '@/components/tables/first-screen';
import { AssignRoleWizard } from '@/components/wizards/assign-role-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Give access' };

export default async function Page({ searchParams }: PageProps<'/role-assignments/new'>) {
  await requireOperator();
  const { queries } = await prefetchSummary(await searchParams);
  return (
    <Queries state={queries}>
      <AssignRoleWizard />
    </Queries>
  );
}
