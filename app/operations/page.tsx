import type { Metadata } from 'next';
import { OperationsList } from '@/components/operations/operations-list';

export const metadata: Metadata = { title: 'Operations' };

export default function Page() {
  return <OperationsList />;
}
