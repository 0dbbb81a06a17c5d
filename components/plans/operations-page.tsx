import 'server-only';
import { RefreshOnChange } from '@/components/live/refresh-on-change';
import { NeededOnChange } from '@/components/live/when-needed';
import { LazyFaultNotice } from '@/components/ui/lazy-fault-notice';
import { PageHeader } from '@/components/ui/page-header';
import { asResult } from '@/lib/arm/azure-error';
import { currentCaller } from '@/lib/auth/caller';
import { listDrafts } from '@/lib/changes/plan/drafts';
import { listOperations } from '@/lib/changes/run/operation-service';
import { estateStamp } from '@/lib/estate/snapshot/known-estate';
import { hasEnded } from '@/lib/model/operation';
import { DraftsTable } from './drafts-table';
import { OperationsIsland } from './operation-islands';

/** What the person began, and the tenant's plans that nobody has confirmed yet. */
export async function OperationsPage() {
  const read = await asResult(async () => {
    const caller = await currentCaller();
    const [drafts, operations] = await Promise.all([listDrafts(caller), listOperations(caller)]);
    return { drafts, operations };
  });
  if (!read.ok)
    return (
      <>
        <PageHeader title="Operations" />
        <LazyFaultNotice fault={read.fault} />
      </>
    );
  const { drafts, operations } = read.value;
  return (
    <>
      <OperationsIsland
        from={operations}
        drafts={drafts.length > 0 ? <DraftsTable drafts={drafts} /> : null}
      />
      <RefreshOnChange stamp={await estateStamp()} />
      {operations.some(({ state }) => !hasEnded(state)) && <NeededOnChange stamp="" />}
    </>
  );
}
