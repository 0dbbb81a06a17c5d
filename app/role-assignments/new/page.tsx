import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AssignRoleWizard } from '@/components/wizards/assign-role-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Give access' };

export default async function Page() {
  await requireOperator();
  return (
    <Suspense>
      <AssignRoleWizard />
    </Suspense>
  );
}
