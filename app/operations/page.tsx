import type { Metadata } from 'next';
import { OperationsPage } from '@/components/plans/operations-page';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Operations' };

export default async function Page() {
  await requireOperator();
  return <OperationsPage />;
}
