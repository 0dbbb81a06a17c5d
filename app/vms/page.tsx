import type { Metadata } from 'next';
import { Suspense } from 'react';
import { VmsList } from '@/components/tables/vms-list';

export const metadata: Metadata = { title: 'Virtual machines' };

export default function VmsPage() {
  return (
    <Suspense>
      <VmsList />
    </Suspense>
  );
}
