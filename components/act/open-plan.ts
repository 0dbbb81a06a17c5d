'use client';

import { z } from 'zod';
import type { PlannedStep } from '@/lib/operations/operation';

/** A plan on its way from where it was chosen to its review. Kept by this tab, so that a reload or Back loses nothing. */
export interface PlanDraft {
  readonly title: string;
  readonly steps: readonly PlannedStep[];
  readonly undoOf: string;
}

const draftSchema = z.object({
  title: z.string(),
  steps: z.array(z.object({ kind: z.string(), input: z.record(z.string(), z.unknown()), stage: z.number() })),
  undoOf: z.string(),
});

const prefix = 'keyless-plan-';

/** Keeps a draft and returns its name for the address. */
export function keepDraft(draft: PlanDraft): string {
  const name = crypto.randomUUID();
  sessionStorage.setItem(prefix + name, JSON.stringify(draft));
  return name;
}

/** The draft of that name; null when this tab does not have it. */
export function readDraft(name: string): PlanDraft | null {
  const text = sessionStorage.getItem(prefix + name);
  if (text === null) return null;
  const parsed = draftSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
