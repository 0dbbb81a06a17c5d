'use client';

import { grantsView } from './grants-view';
import { ListPage } from './list-page';

export function GrantsList() {
  return <ListPage list={grantsView} title="Grants" />;
}
