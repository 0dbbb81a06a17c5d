'use client';

import { z } from 'zod';
import { draftPrefix, type PlanDraft } from './open-plan';

// Apart from keeping, which lists do: zod is not in their first download.

const draftSchema = z.object({
  title: z.string(),
  steps: z.array(z.object({ kind: z.string(), input: z.record(z.string(), z.unknown()), stage: z.number() })),
  undoOf: z.string(),
});

/** The draft of that name; null when this tab does not have it. */
export function readDraft(name: string): PlanDraft | null {
  const text = sessionStorage.getItem(draftPrefix + name);
  if (text === null) return null;
  const parsed = draftSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
