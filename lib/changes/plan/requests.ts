import { z } from 'zod';

/** Longest plan: what one person can still oversee, and Azure still answers about in a moment. */
const maxSteps = 500;

const stepSchema = z.strictObject({
  kind: z.string().max(100),
  input: z.record(z.string().max(100), z.unknown()),
  stage: z.int().min(0).max(1000),
});
const steps = z.array(stepSchema).min(1, 'A plan needs a step.').max(maxSteps, `At most ${maxSteps} steps.`);

/** What the portal is asked to review. */
export const reviewRequest = z.strictObject({ steps });

/** What a person confirms: the plan, and the hash of the review they saw. */
export const confirmRequest = z.strictObject({
  title: z.string().min(1).max(300),
  steps,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  skip: z.array(z.int().min(0)).max(maxSteps).default([]),
  /** Never stored: passwords a step needs, by the id of what they are for. */
  secrets: z.record(z.string().max(2200), z.string().max(200)).default({}),
  undoOf: z.union([z.literal(''), z.guid()]).default(''),
});

export const operationAction = z.strictObject({ action: z.enum(['cancel', 'retry']) });
