import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CreateMachineWizard } from '@/components/wizards/create-machine-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Create a virtual machine' };

export default async function Page() {
  await requireOperator();
  return (
    <Suspense>
      <CreateMachineWizard />
    </Suspense>
  );
}
