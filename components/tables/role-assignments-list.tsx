'use client';

import { ListPage, type ListProps } from './list-page';
import { roleAssignmentsView } from './role-assignments-view';

export function RoleAssignmentsList(props: ListProps) {
  return <ListPage {...props} list={roleAssignmentsView} title="Grants" />;
}
