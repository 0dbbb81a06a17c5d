'use client';

import { ListPage } from './list-page';
import { grantsView } from './role-assignments-view';

export function GrantsList() {
  return <ListPage list={grantsView} title="Grants" />;
}
