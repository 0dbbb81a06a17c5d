import type { Metadata } from 'next';
import { Suspense } from 'react';
import { GrantWizard } from '@/components/act/grant-wizard';

export const metadata: Metadata = { title: 'Give access' };

export default function Page() {
  return (
    <Suspense>
      <GrantWizard />
    </Suspense>
  );
}
