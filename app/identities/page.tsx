import type { Metadata } from 'next';
import { NeededOnChange } from '@/components/live/when-needed';
import { firstScreen } from '@/components/tables/first-screen';
import { IdentitiesIsland } from '@/components/tables/list-islands';
import { requireOperator } from '@/lib/auth/require-operator';
import { identityList } from '@/lib/browser/lists/identity-columns';

export const metadata: Metadata = { title: 'Identities' };

export default async function IdentitiesPage({ searchParams }: PageProps<'/identities'>) {
  await requireOperator();
  const { stamp, queries, first } = await firstScreen(identityList, await searchParams);
  return (
    <>
      <IdentitiesIsland queries={queries} first={first} />
      <NeededOnChange stamp={stamp} />
    </>
  );
}
