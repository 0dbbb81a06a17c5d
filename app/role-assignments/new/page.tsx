import type { Metadata } from 'next';
import { Suspense } from 'react';
import { GrantWizard } from '@/components/wizards/assign-role-wizard';

export const metadata: Metadata = { title: 'Give access' };

export default function Page() {
  return (
    <Suspense>
      <GrantWizard />
    </Suspense>
  );
}
