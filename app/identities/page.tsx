import type { Metadata } from 'next';
import { Suspense } from 'react';
import { IdentitiesList } from '@/components/tables/identities-list';

export const metadata: Metadata = { title: 'Identities' };

export default function IdentitiesPage() {
  return (
    <Suspense>
      <IdentitiesList />
    </Suspense>
  );
}
