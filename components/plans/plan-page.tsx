'use client';

import { useSearchParams } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { PlanReview } from './plan-review';
import { readDraft } from './read-draft';

const never = () => () => {};

/** The review of a plan that was put together elsewhere in the portal. */
export function PlanPage() {
  const name = useSearchParams().get('draft') ?? '';
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!inBrowser) return null;
  const draft = readDraft(name);
  if (draft === null)
    return (
      <>
        <PageHeader title="This plan is not here" />
        <EmptyState title="Drafts are kept by the tab they were made in." size="page">
          Choose again what to change: open the identity, machine or grant and use its buttons. What was
          confirmed already is under Operations.
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHeader title={draft.title} subtitle="Nothing has been changed yet." />
      <PlanReview title={draft.title} steps={draft.steps} undoOf={draft.undoOf} />
    </>
  );
}
