import type { Metadata } from 'next';
import { Suspense } from 'react';
import { GiveIdentityWizard } from '@/components/wizards/give-identity-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Give an identity' };

export default async function Page() {
  await requireOperator();
  return (
    <Suspense>
      <GiveIdentityWizard />
    </Suspense>
  );
}
