import type { Metadata } from 'next';
import { Suspense } from 'react';
import { VmsList } from '@/components/tables/vms-list';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Virtual machines' };

export default async function VmsPage() {
  await requireOperator();
  return (
    <Suspense>
      <VmsList />
    </Suspense>
  );
}
