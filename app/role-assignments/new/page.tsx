import type { Metadata } from 'next';
import { NeededOnChange } from '@/components/live/when-needed';
import { prefetchSummary } from '@/components/tables/first-screen';
import { AssignRoleIsland } from '@/components/wizards/wizard-islands';
import { requireOperator } from '@/lib/auth/require-operator';
import { formActions } from '@/lib/changes/offers/form-actions';

export const metadata: Metadata = { title: 'Give access' };

export default async function Page({ searchParams }: PageProps<'/role-assignments/new'>) {
  await requireOperator();
  const { stamp, queries } = await prefetchSummary(await searchParams);
  return (
    <>
      <AssignRoleIsland queries={queries} forms={formActions} />
      <NeededOnChange stamp={stamp} />
    </>
  );
}
