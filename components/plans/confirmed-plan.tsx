import 'server-only';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Caller } from '@/lib/auth/caller';
import { operationServiceOf } from '@/lib/changes/run/operation-service';
import { OperationPage } from './operation-page';
import { OperationTag } from './operation-words';

/** What became of a plan: the operation itself for who confirmed it, how it stands for everybody else of the tenant. */
export async function ConfirmedPlan({ id, caller }: { id: string; caller: Caller }) {
  const { store } = await operationServiceOf(caller);
  if ((await store.find(id, caller)) !== undefined) return <OperationPage id={id} />;
  const summary = await store.summary(id, caller.tenantId);
  if (summary === undefined) return <OperationPage id={id} />;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            This plan was confirmed <OperationTag state={summary.state} />
          </span>
        }
        subtitle={
          <>
            By {summary.who} <RelativeTime at={summary.createdAt} />
          </>
        }
      />
      <EmptyState title={`${summary.done} of ${summary.total} steps done`} size="page">
        It runs with the rights of who confirmed it, and its steps are shown to that person only.
      </EmptyState>
    </>
  );
}
