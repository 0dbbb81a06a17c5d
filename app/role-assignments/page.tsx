import type { Metadata } from 'next';
import { NeededOnChange } from '@/components/live/when-needed';
import { firstScreen } from '@/components/tables/first-screen';
import { RoleAssignmentsIsland } from '@/components/tables/list-islands';
import { requireOperator } from '@/lib/auth/require-operator';
import { roleAssignmentList } from '@/lib/browser/lists/role-assignment-columns';
import { wordsForSeveral } from '@/lib/changes/offers/action-words';

export const metadata: Metadata = { title: 'Grants' };

export default async function RoleAssignmentsPage({ searchParams }: PageProps<'/role-assignments'>) {
  await requireOperator();
  const { stamp, queries, first } = await firstScreen(roleAssignmentList, await searchParams);
  return (
    <>
      <RoleAssignmentsIsland queries={queries} first={first} words={wordsForSeveral('roleAssignment')} />
      <NeededOnChange stamp={stamp} />
    </>
  );
}
