import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CreateMachineWizard } from '@/components/wizards/create-machine-wizard';

export const metadata: Metadata = { title: 'Create a virtual machine' };

export default function Page() {
  return (
    <Suspense>
      <CreateMachineWizard />
    </Suspense>
  );
}
