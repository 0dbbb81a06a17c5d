import type { Metadata } from 'next';
import { OperationsList } from '@/components/plans/operations-list';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Operations' };

export default async function Page() {
  await requireOperator();
  return <OperationsList />;
}
