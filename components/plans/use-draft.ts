'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { createDraft } from '@/lib/actions/plans';
import { PortalFault } from '@/lib/browser/portal-fault';
import { useScope } from '@/lib/browser/use-scope';
import type { ActionFailure } from '@/lib/model/action-result';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanOrigin } from '@/lib/model/plan';
import { inScope, routes } from '@/lib/routes';
import { callAction } from './call-action';
import { editedPlan } from './edited-plan';

export interface NewPlan {
  readonly title: string;
  readonly steps: readonly PlannedStep[];
  readonly origin?: PlanOrigin;
  /** An own draft to put it into. */
  readonly replaces?: string;
}

type Make = () => NewPlan | Promise<NewPlan>;

interface Draft {
  /** False when it could not be stored: see `failure`. */
  readonly open: (make: Make) => Promise<boolean>;
  readonly pending: boolean;
  readonly failure: ActionFailure | null;
}

/** Stores a plan and goes to its page. */
export function useDraft(stored: (id: string) => void = () => {}): Draft {
  const router = useRouter();
  const scope = useScope();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const open = async (make: Make): Promise<boolean> => {
    setPending(true);
    setFailure(null);
    const result = await planned(make);
    setPending(false);
    if (result === null) return true;
    if (!result.ok) {
      setFailure(result);
      return false;
    }
    stored(result.value.id);
    router.push(inScope(routes.plan(result.value.id), scope));
    return true;
  };
  return { open, pending, failure };
}

/** The same for a form whose address says which plan it edits: coming back from the review, one edits that plan. */
export function useFormDraft(): Draft {
  const replaces = useSearchParams().get(editedPlan) ?? '';
  const { open, ...rest } = useDraft((id) => {
    const address = new URL(window.location.href);
    address.searchParams.set(editedPlan, id);
    window.history.replaceState(null, '', address);
  });
  return { ...rest, open: (make) => open(async () => ({ ...(await make()), replaces })) };
}

/** What the plan is made of may have to be read first, which can fail like the storing itself. */
async function planned(make: Make) {
  let plan: NewPlan;
  try {
    plan = await make();
  } catch (error) {
    if (!(error instanceof PortalFault)) throw error;
    const failure: ActionFailure = { ok: false, kind: 'fault', fault: { ...error, message: error.message } };
    return failure;
  }
  const { title, steps, origin = null, replaces = '' } = plan;
  return callAction('Store the plan', () =>
    createDraft({ title, steps: steps.map((step) => ({ ...step })), origin, replaces }),
  );
}
