'use client';

import { identitiesView } from './identities-view';
import { ListPage, type ListProps } from './list-page';

export function IdentitiesList(props: ListProps) {
  return <ListPage {...props} list={identitiesView} title="Identities" />;
}
