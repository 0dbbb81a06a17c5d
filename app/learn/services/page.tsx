import type { Metadata } from 'next';
import { ServicesPage } from '@/components/learn/services-page';
import { requireOperator } from '@/lib/auth/require-operator';
import { scopeOf } from '@/lib/browser/search-params';

export const metadata: Metadata = { title: 'Services with managed identities' };

export default async function Page({ searchParams }: PageProps<'/learn/services'>) {
  await requireOperator();
  const query = await searchParams;
  const text = typeof query.q === 'string' ? query.q.slice(0, 100) : '';
  return <ServicesPage text={text} scope={scopeOf(query)} />;
}
