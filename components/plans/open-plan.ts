'use client';

import type { PlannedStep } from '@/lib/model/operation';

/** A plan on its way from where it was chosen to its review. Kept by this tab, so that a reload or Back loses nothing. */
export interface PlanDraft {
  readonly title: string;
  readonly steps: readonly PlannedStep[];
  readonly undoOf: string;
}

export const draftPrefix = 'keyless-plan-';

/** Keeps a draft and returns its name for the address. */
export function keepDraft(draft: PlanDraft): string {
  const name = crypto.randomUUID();
  sessionStorage.setItem(draftPrefix + name, JSON.stringify(draft));
  return name;
}
