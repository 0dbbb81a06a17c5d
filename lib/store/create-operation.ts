import 'server-only';
import type { Transaction } from 'kysely';
import type { PlannedStep } from '@/lib/model/operation';
import type { PlanCode } from '@/lib/model/plan-review';
import { appendActivity } from './activity';
import type { Database } from './schema';

/** A confirmed plan, as it is first stored. */
export interface NewOperation {
  readonly id: string;
  readonly tenantId: string;
  readonly objectId: string;
  readonly who: string;
  readonly title: string;
  readonly correlationId: string;
  readonly undoOf: string;
  readonly planHash: string;
  readonly steps: readonly (PlannedStep & { title: string })[];
  /** The plan as code, as the person saw it. */
  readonly code?: PlanCode;
}

const rowsAtOnce = 50;

/** Stores an operation with its steps, its code, and its entry in the activity log, as part of a transaction. */
export async function createOperation(
  transaction: Transaction<Database>,
  operation: NewOperation,
  at: number,
): Promise<void> {
  const { id, tenantId, objectId, who, title, correlationId, undoOf } = operation;
  await transaction
    .insertInto('operation')
    .values({
      id,
      tenant_id: tenantId,
      object_id: objectId,
      who,
      title,
      state: 'waiting',
      created_at: at,
      updated_at: at,
      correlation_id: correlationId,
      undo_of: undoOf,
      plan_hash: operation.planHash,
      cancel_requested: 0,
      lease_owner: '',
      lease_until: 0,
    })
    .execute();
  const rows = operation.steps.map((step, position) => ({
    operation_id: id,
    position,
    stage: step.stage,
    kind: step.kind,
    input: JSON.stringify(step.input),
    title: step.title,
    state: 'waiting',
    attempts: 0,
    started_at: -1,
    ended_at: -1,
    note: '',
    fault: '',
    undo: '',
  }));
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await transaction
      .insertInto('operation_step')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute();
  if (operation.code !== undefined)
    await transaction
      .insertInto('operation_code')
      .values({ operation_id: id, code: JSON.stringify(operation.code) })
      .execute();
  const steps = operation.steps.map((step) => step.title);
  await appendActivity(
    transaction,
    {
      tenantId,
      objectId,
      who,
      event: 'operation confirmed',
      operationId: id,
      detail: { title, correlationId, undoOf, steps },
    },
    at,
  );
}
