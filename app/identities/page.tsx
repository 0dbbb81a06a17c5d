import type { Metadata } from 'next';
import { Suspense } from 'react';
import { IdentitiesList } from '@/components/tables/identities-list';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Identities' };

export default async function IdentitiesPage() {
  await requireOperator();
  return (
    <Suspense>
      <IdentitiesList />
    </Suspense>
  );
}
