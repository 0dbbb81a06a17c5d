import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CreateIdentityWizard } from '@/components/wizards/create-identity-wizard';

export const metadata: Metadata = { title: 'Create an identity' };

export default function Page() {
  return (
    <Suspense>
      <CreateIdentityWizard />
    </Suspense>
  );
}
