import type { Metadata } from 'next';
import { LearnPage } from '@/components/learn/learn-page';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Learn' };

export default async function Page() {
  await requireOperator();
  return <LearnPage />;
}
