import 'server-only';
import { EmptyState } from '@/components/ui/empty-state';
import { LazyFaultNotice } from '@/components/ui/lazy-fault-notice';
import { PageHeader } from '@/components/ui/page-header';
import { asResult, isNotFound } from '@/lib/arm/azure-error';
import { currentCaller } from '@/lib/auth/caller';
import { findOperation, shown } from '@/lib/changes/run/operation-service';
import { hasEnded, summaryOf } from '@/lib/model/operation';
import { OperationIsland } from './operation-islands';
import { RunningOperation } from './running-operation';

/** An operation of the person's own, with what it was as code when it was confirmed. */
export async function OperationPage({ id }: { id: string }) {
  const found = await asResult(async () => {
    const { service, operation } = await findOperation(id, await currentCaller());
    return { operation: await shown(service, operation), code: await service.store.code(operation.id) };
  });
  if (found.ok) {
    const { operation, code } = found.value;
    return (
      <>
        <OperationIsland from={operation} code={code} />
        {!hasEnded(operation.state) && <RunningOperation operation={summaryOf(operation)} />}
      </>
    );
  }
  if (!isNotFound(found.fault)) return <LazyFaultNotice fault={found.fault} />;
  return (
    <>
      <PageHeader title="Not an operation of yours" />
      <EmptyState title={found.fault.message} size="page">
        Operations are shown to who began them. See what there is under Operations.
      </EmptyState>
    </>
  );
}
