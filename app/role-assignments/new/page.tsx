import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AssignRoleWizard } from '@/components/wizards/assign-role-wizard';

export const metadata: Metadata = { title: 'Give access' };

export default function Page() {
  return (
    <Suspense>
      <AssignRoleWizard />
    </Suspense>
  );
}
