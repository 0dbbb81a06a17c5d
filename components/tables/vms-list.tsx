'use client';

import { ListPage, type ListProps } from './list-page';
import { vmsView } from './vms-view';

export function VmsList(props: ListProps) {
  return <ListPage {...props} list={vmsView} title="Virtual machines" />;
}
