import type { Metadata } from 'next';
import { OperationPage } from '@/components/plans/operation-page';

export const metadata: Metadata = { title: 'Operation' };

export default async function Page({ params }: PageProps<'/operations/[id]'>) {
  const { id } = await params;
  return <OperationPage id={id} />;
}
