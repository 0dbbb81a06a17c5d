import type { Metadata } from 'next';
import { NeededOnChange } from '@/components/live/when-needed';
import { firstScreen } from '@/components/tables/first-screen';
import { VmsIsland } from '@/components/tables/list-islands';
import { requireOperator } from '@/lib/auth/require-operator';
import { hostList } from '@/lib/browser/lists/host-columns';
import { wordsForSeveral } from '@/lib/changes/offers/action-words';

export const metadata: Metadata = { title: 'Virtual machines' };

export default async function VmsPage({ searchParams }: PageProps<'/vms'>) {
  await requireOperator();
  const { stamp, queries, first } = await firstScreen(hostList, await searchParams);
  return (
    <>
      <VmsIsland queries={queries} first={first} words={wordsForSeveral('machine')} />
      <NeededOnChange stamp={stamp} />
    </>
  );
}
