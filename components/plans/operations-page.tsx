import 'server-only';
import { FaultNotice } from '@/components/ui/fault-notice';
import { PageHeader } from '@/components/ui/page-header';
import { asResult } from '@/lib/arm/azure-error';
import { currentCaller } from '@/lib/auth/caller';
import { listDrafts } from '@/lib/changes/plan/drafts';
import { listOperations } from '@/lib/changes/run/operation-service';
import { DraftsTable } from './drafts-table';
import { OperationsList } from './operations-list';

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
        <FaultNotice fault={read.fault} />
      </>
    );
  const { drafts, operations } = read.value;
  return (
    <OperationsList from={operations} drafts={drafts.length > 0 ? <DraftsTable drafts={drafts} /> : null} />
  );
}
