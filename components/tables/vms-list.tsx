'use client';

import { ListPage } from './list-page';
import { vmsView } from './vms-view';

export function VmsList() {
  return <ListPage list={vmsView} title="Virtual machines" />;
}
