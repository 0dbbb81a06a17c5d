import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RoleAssignmentsList } from '@/components/tables/role-assignments-list';

export const metadata: Metadata = { title: 'Grants' };

export default function RoleAssignmentsPage() {
  return (
    <Suspense>
      <RoleAssignmentsList />
    </Suspense>
  );
}
