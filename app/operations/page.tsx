import type { Metadata } from 'next';
import { OperationsList } from '@/components/plans/operations-list';

export const metadata: Metadata = { title: 'Operations' };

export default function Page() {
  return <OperationsList />;
}
