import type { Metadata } from 'next';
import { Suspense } from 'react';
import { GrantsList } from '@/components/tables/role-assignments-list';

export const metadata: Metadata = { title: 'Grants' };

export default function GrantsPage() {
  return (
    <Suspense>
      <GrantsList />
    </Suspense>
  );
}
