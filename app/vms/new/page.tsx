import type { Metadata } from 'next';
import { NeededOnChange } from '@/components/live/when-needed';
import { prefetchSummary } from '@/components/tables/first-screen';
import { CreateMachineIsland } from '@/components/wizards/wizard-islands';
import { requireOperator } from '@/lib/auth/require-operator';
import { formActions } from '@/lib/changes/offers/form-actions';

export const metadata: Metadata = { title: 'Create virtual machine' };

export default async function Page({ searchParams }: PageProps<'/vms/new'>) {
  await requireOperator();
  const { stamp, queries } = await prefetchSummary(await searchParams);
  return (
    <>
      <CreateMachineIsland queries={queries} forms={formActions} />
      <NeededOnChange stamp={stamp} />
    </>
  );
}
