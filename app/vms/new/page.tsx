import type { Metadata } from 'next';
import { Queries } from '@/components/live/queries';
import { prefetchSummary } from '@/components/tables/first-screen';
import { CreateMachineWizard } from '@/components/wizards/create-machine-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Create a virtual machine' };

export default async function Page({ searchParams }: PageProps<'/vms/new'>) {
  await requireOperator();
  const { queries } = await prefetchSummary(await searchParams);
  return (
    <Queries state={queries}>
      <CreateMachineWizard />
    </Queries>
  );
}
