import 'server-only';
import { cacheSignal, Suspense } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { LazyFaultNotice } from '@/components/ui/lazy-fault-notice';
import { PageHeader } from '@/components/ui/page-header';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import { asResult } from '@/lib/arm/azure-error';
import { type Caller, currentCaller } from '@/lib/auth/caller';
import { findPlan } from '@/lib/changes/plan/drafts';
import { titleFor } from '@/lib/changes/plan/plan-title';
import { startReview } from '@/lib/changes/run/inspect';
import { operationServiceOf } from '@/lib/changes/run/operation-service';
import type { PlanDraft } from '@/lib/model/plan';
import { routes } from '@/lib/routes';
import { ConfirmedPlan } from './confirmed-plan';
import { planFormHref } from './plan-form-href';
import { DraftActionsIsland } from './plan-islands';
import { Reviewed, ReviewSoFar } from './review-so-far';

interface PlanPageProps {
  id: string;
  /** The scope chosen on screen, or ''. */
  scope: string;
}

/** A plan under its address: its review, streamed while it is made; its operation once it was confirmed. */
export async function PlanPage({ id, scope }: PlanPageProps) {
  const found = await asResult(async () => {
    const caller = await currentCaller();
    return { caller, plan: await findPlan(id, caller) };
  });
  if (!found.ok) return <LazyFaultNotice fault={found.fault} />;
  const { caller, plan } = found.value;
  switch (plan.state) {
    case 'open':
      return <OpenPlan draft={plan.draft} caller={caller} scope={scope} />;
    case 'confirmed':
      return <ConfirmedPlan id={id.toLowerCase()} caller={caller} />;
    case 'expired':
      return <ExpiredPlan draft={plan.draft} caller={caller} />;
    case 'none':
      return (
        <>
          <PageHeader title="Plan not found" trail={<Trail />} />
          <EmptyState title="There is no plan with this ID in your tenant." size="page">
            Its author may have deleted it, or it belongs to another tenant. Open drafts and confirmed plans
            are under Operations.
          </EmptyState>
        </>
      );
  }
}

function Trail() {
  return <EntityAnchor href={routes.operations()}>Operations</EntityAnchor>;
}

interface DraftProps {
  draft: PlanDraft;
  caller: Caller;
}

function Author({ draft, caller }: DraftProps) {
  return (
    <>
      Drafted by {draft.objectId === caller.objectId ? 'you' : draft.who}{' '}
      <RelativeTime at={draft.createdAt} />
    </>
  );
}

function ExpiredPlan({ draft, caller }: DraftProps) {
  return (
    <>
      <PageHeader
        title={titleFor(draft, caller)}
        subtitle={<Author draft={draft} caller={caller} />}
        trail={<Trail />}
        actions={draft.objectId === caller.objectId && <DraftActionsIsland id={draft.id} editHref="" />}
      />
      <EmptyState title="This plan has expired" size="page">
        Drafts end 30 days after they were last edited; this one ended <RelativeTime at={draft.expiresAt} />.
        Nothing was changed. Start again from the identity, virtual machine, or role assignment.
      </EmptyState>
    </>
  );
}

async function OpenPlan({ draft, caller, scope }: DraftProps & { scope: string }) {
  const own = draft.objectId === caller.objectId;
  const work = startReview(await operationServiceOf(caller), draft.steps, cacheSignal() ?? undefined);
  return (
    <>
      <PageHeader
        title={titleFor(draft, caller)}
        subtitle={
          <>
            Nothing has been changed yet. <Author draft={draft} caller={caller} />
            {own ? '.' : '; checked against what you may do.'}
          </>
        }
        trail={<Trail />}
        actions={
          own && (
            <DraftActionsIsland
              id={draft.id}
              editHref={draft.origin === null ? '' : planFormHref(draft.origin, draft.id)}
            />
          )
        }
      />
      {draft.notUndone.length > 0 && (
        <section aria-label="Cannot be undone" className="mb-4 text-ink-2">
          <p>This plan leaves as it is, because it cannot be undone:</p>
          <ul className="list-disc pl-5">
            {draft.notUndone.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      <Suspense fallback={<Reviewed done={0} total={work.progress.total} />}>
        <ReviewSoFar id={draft.id} revision={draft.revision} work={work} shown={0} scope={scope} />
      </Suspense>
    </>
  );
}
