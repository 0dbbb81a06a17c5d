import type { Metadata } from 'next';
import { Suspense } from 'react';
import { VmsList } from '@/components/lists/vms-list';

export const metadata: Metadata = { title: 'Virtual machines' };

export default function VmsPage() {
  return (
    <Suspense>
      <VmsList />
    </Suspense>
  );
}
