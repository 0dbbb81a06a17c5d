import 'server-only';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { AzureError } from '@/lib/arm/azure-error';
import { type Caller, currentCaller } from '@/lib/auth/caller';
import { BadRequest } from '@/lib/http/guard';
import { type Knock, refusalOf } from '@/lib/http/knock';
import { markReached } from '@/lib/http/reached';
import type { ActionFailure, ActionResult, FieldErrors } from '@/lib/model/action-result';
import { type AuditEntry, audit } from './audit';
import { formInput } from './form-input';

export interface ActionContext {
  /** With whose rights the action runs. */
  readonly caller: Caller;
  /** Names this call in the activity log, in the portal's log, and, when it is handed on, in Azure's Activity Log. */
  readonly correlationId: string;
}

type Run<Schema extends z.ZodType, Value> = (
  input: z.output<Schema>,
  context: ActionContext,
) => Promise<Value>;

/** Called with an object from a handler, or by React with the state before and the form (`useActionState`). */
export interface OperatorAction<Input, Value> {
  (input: Input): Promise<ActionResult<Value>>;
  (previous: ActionResult<Value> | null, form: FormData): Promise<ActionResult<Value>>;
}

/** Thrown by an action for what a schema cannot see, e.g. a name that is taken: answered as `invalid`. */
export class InvalidInput extends Error {
  readonly fields: FieldErrors;

  constructor(fields: FieldErrors) {
    super('The input is not valid.');
    this.fields = fields;
  }
}

/**
 * Makes a server action. Every export of a `'use server'` file is made by this (a check says so), under its own name:
 *
 *     export const deleteDraft = operatorAction('deleteDraft', z.object({ id: z.guid() }), async ({ id }, { caller }) => …);
 *
 * Before `run`: the operator's own browser (host, origin, session), the caller, the schema. After it: Azure's faults and
 * everything else that is thrown become values, and the activity log is told. `redirect()` and `notFound()` pass through.
 */
export function operatorAction<Schema extends z.ZodType, Value>(
  name: string,
  schema: Schema,
  run: Run<Schema, Value>,
): OperatorAction<z.input<Schema>, Value> {
  return async (first: unknown, second?: unknown): Promise<ActionResult<Value>> => {
    markReached();
    const form = second instanceof FormData ? second : first;
    const sent = form instanceof FormData ? formInput(form) : form;
    return answerAction({ name, schema, run, sent, headers: await headers() });
  };
}

/** The action itself, apart from Next: everything about the request comes in `headers`. */
export async function answerAction<Schema extends z.ZodType, Value>(call: {
  name: string;
  schema: Schema;
  run: Run<Schema, Value>;
  sent: unknown;
  headers: Knock['headers'];
}): Promise<ActionResult<Value>> {
  const refusal = refusalOf({ method: 'POST', headers: call.headers, kind: 'api' });
  if (refusal) return { ok: false, kind: 'refused', code: refusal.code, message: refusal.message };
  const correlationId = crypto.randomUUID();
  let caller: Caller;
  try {
    caller = await currentCaller();
  } catch (error) {
    // Nobody is known to whom an entry of the activity log could belong.
    return failureOf(error, correlationId);
  }
  const note = (outcome: AuditEntry['outcome'], code = '') =>
    noted({ caller, action: call.name, outcome, code, correlationId });
  const input = call.schema.safeParse(call.sent);
  if (!input.success) {
    await note('invalid');
    return { ok: false, kind: 'invalid', fields: fieldsOf(input.error) };
  }
  try {
    const value = await call.run(input.data, { caller, correlationId });
    await note('succeeded');
    return { ok: true, value };
  } catch (error) {
    if (isControlFlow(error)) {
      await note('redirected');
      throw error;
    }
    const failure = failureOf(error, correlationId);
    if (failure.kind === 'fault') await note('fault', failure.fault.code);
    else await note(failure.kind === 'invalid' ? 'invalid' : 'unexpected');
    return failure;
  }
}

function failureOf(error: unknown, correlationId: string): ActionFailure {
  if (error instanceof AzureError) return { ok: false, kind: 'fault', fault: error.fault };
  if (error instanceof InvalidInput) return { ok: false, kind: 'invalid', fields: error.fields };
  if (error instanceof BadRequest) return { ok: false, kind: 'invalid', fields: { '': [error.message] } };
  console.error(`Unexpected error ${correlationId}:`, error);
  return { ok: false, kind: 'unexpected', id: correlationId };
}

function fieldsOf(error: z.ZodError): FieldErrors {
  const fields = new Map<string, string[]>();
  for (const { path, message } of error.issues) {
    const field = path.join('.');
    fields.set(field, [...(fields.get(field) ?? []), message]);
  }
  return Object.fromEntries(fields);
}

/** What Next throws to itself: https://nextjs.org/docs/app/api-reference/functions/unstable_rethrow */
function isControlFlow(error: unknown): boolean {
  try {
    unstable_rethrow(error);
    return false;
  } catch {
    return true;
  }
}

/** What was done stays done when the log cannot be written: that is said in the portal's log, not to the person. */
async function noted(entry: AuditEntry): Promise<void> {
  try {
    await audit(entry);
  } catch (error) {
    const { action, outcome, correlationId } = entry;
    console.error(`The activity log has no entry for ${action} (${outcome}, ${correlationId}):`, error);
  }
}
