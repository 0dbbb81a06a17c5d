import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CreateIdentityWizard } from '@/components/wizards/create-identity-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Create an identity' };

export default async function Page() {
  await requireOperator();
  return (
    <Suspense>
      <CreateIdentityWizard />
    </Suspense>
  );
}
