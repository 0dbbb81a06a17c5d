import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RoleAssignmentsList } from '@/components/tables/role-assignments-list';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Grants' };

export default async function RoleAssignmentsPage() {
  await requireOperator();
  return (
    <Suspense>
      <RoleAssignmentsList />
    </Suspense>
  );
}
