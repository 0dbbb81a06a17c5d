'use client';

import { PortalFault, portalGone, readFault } from '@/lib/browser/portal-fault';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanReview } from '@/lib/model/plan-review';
import { api } from '@/lib/routes';

/** Errors of a plan's input: by step, then by field. */
export type StepErrors = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type ReviewAnswer = { ok: true; review: PlanReview } | { ok: false; errors: StepErrors };
export type ConfirmAnswer =
  | { ok: true; id: string }
  | { ok: false; stale: PlanReview }
  | { ok: false; errors: StepErrors };

/** Posts JSON to the portal. Answers below 500 that carry a result are results; the rest rejects with a PortalFault. */
export async function post<Answer>(
  url: string,
  body: unknown,
  during: string,
  results: readonly number[],
  signal?: AbortSignal,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw portalGone(during);
  }
  // A result is trusted: it is written by this very build of the portal.
  if (results.includes(response.status)) return response.json();
  const refusal: unknown = await response.json().catch(() => null);
  throw new PortalFault(readFault(refusal, response, during));
}

export function askReview(steps: readonly PlannedStep[], signal: AbortSignal): Promise<ReviewAnswer> {
  return post(api.plans(), { steps }, 'Check the plan', [200, 422], signal);
}

export function askConfirm(request: {
  title: string;
  steps: readonly PlannedStep[];
  hash: string;
  skip: readonly number[];
  secrets: Readonly<Record<string, string>>;
  undoOf: string;
}): Promise<ConfirmAnswer> {
  return post(api.operations(), request, 'Begin the operation', [202, 409, 422]);
}
