import type { Metadata } from 'next';
import { Suspense } from 'react';
import { GiveIdentityWizard } from '@/components/wizards/give-identity-wizard';

export const metadata: Metadata = { title: 'Give an identity' };

export default function Page() {
  return (
    <Suspense>
      <GiveIdentityWizard />
    </Suspense>
  );
}
