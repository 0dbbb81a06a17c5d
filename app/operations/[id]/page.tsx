import type { Metadata } from 'next';
import { OperationView } from '@/components/plans/operation-view';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Operation' };

export default async function Page({ params }: PageProps<'/operations/[id]'>) {
  await requireOperator();
  const { id } = await params;
  return <OperationView id={id} />;
}
