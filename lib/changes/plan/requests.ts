import { z } from 'zod';
import { planForms } from '@/lib/model/plan';

/** Longest plan: what one person can still oversee, and Azure still answers about in a moment. */
const maxSteps = 500;

const id = z.guid('Not the ID of a plan or operation.').toLowerCase();
const stepSchema = z.strictObject({
  kind: z.string().max(100),
  input: z.record(z.string().max(100), z.unknown()),
  stage: z.int().min(0).max(1000),
});
const originSchema = z.strictObject({
  form: z.enum(planForms),
  armId: z.string().max(2048),
  query: z.string().max(32_000),
});

/** A plan as a form or button puts it together. */
export const draftRequest = z.strictObject({
  title: z.string().min(1).max(300),
  steps: z.array(stepSchema).min(1, 'A plan needs a step.').max(maxSteps, `At most ${maxSteps} steps.`),
  origin: originSchema.nullable().default(null),
  /** The author's open draft that it replaces; '' for a new one. */
  replaces: z.union([z.literal(''), id]).default(''),
});

/** What a person confirms: a plan, what they saw of it, and what it needs of them. Fields of a form: all of it text. */
export const confirmRequest = z.object({
  id,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Digests of what they saw; see seenOf(). */
  seen: z
    .string()
    .max(100_000)
    .regex(/^[0-9a-f,;]*$/),
  /** Positions of steps that somebody else will do. */
  skip: z.array(z.coerce.number().int().min(0)).max(maxSteps).default([]),
  typedName: z.string().max(300).default(''),
  /** Never stored: passwords a step needs, by the key the review named. */
  secrets: z.record(z.string().max(2200), z.string().max(200)).default({}),
  /** The scope chosen on screen, kept in the address of what comes next. */
  scope: z.string().max(2048).default(''),
});
export type ConfirmRequest = z.output<typeof confirmRequest>;

/** A draft or an operation. */
export const byId = z.object({ id });
