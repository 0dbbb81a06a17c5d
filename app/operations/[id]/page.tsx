import type { Metadata } from 'next';
import { OperationView } from '@/components/plans/operation-view';

export const metadata: Metadata = { title: 'Operation' };

export default async function Page({ params }: PageProps<'/operations/[id]'>) {
  const { id } = await params;
  return <OperationView id={id} />;
}
