'use client';

import { identitiesView } from './identities-view';
import { ListPage } from './list-page';

export function IdentitiesList() {
  return <ListPage list={identitiesView} title="Identities" />;
}
