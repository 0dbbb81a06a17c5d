import type { Metadata } from 'next';
import { OperationPage } from '@/components/plans/operation-page';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Operation' };

export default async function Page({ params }: PageProps<'/operations/[id]'>) {
  await requireOperator();
  const { id } = await params;
  return <OperationPage id={id} />;
}
