'use client';

import { ListPage } from './list-page';
import { roleAssignmentsView } from './role-assignments-view';

export function RoleAssignmentsList() {
  return <ListPage list={roleAssignmentsView} title="Grants" />;
}
