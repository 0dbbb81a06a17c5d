import 'server-only';
import { z } from 'zod';
import type { Operation, OperationStep, OperationSummary } from '@/lib/model/operation';
import type { PlanCode } from '@/lib/model/plan-review';
import type { OperationStepTable, OperationTable } from './schema';

const operationStates = ['waiting', 'running', 'succeeded', 'failed', 'cancelled'] as const;
const stepStates = ['waiting', 'running', 'succeeded', 'unchanged', 'failed', 'skipped'] as const;
const record = z.record(z.string(), z.unknown());
const stepInput = z.object({ kind: z.string(), input: record });
const faultSchema = z.object({
  code: z.string(),
  message: z.string(),
  status: z.number(),
  requestId: z.string(),
  during: z.string(),
  at: z.number(),
  retryAfterSeconds: z.number(),
});
const undoSchema = z.discriminatedUnion('possible', [
  z.object({ possible: z.literal(true), steps: z.array(stepInput), note: z.string() }),
  z.object({ possible: z.literal(false), why: z.string() }),
]);

const codeForm = z.object({
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  run: z.string(),
});
const codeSchema = z.object({ az: codeForm, bicep: codeForm, arm: codeForm, terraform: codeForm });

/** Stored code; throws when it was written by something else. */
export function codeOf(text: string): PlanCode {
  return codeSchema.parse(JSON.parse(text));
}

function stepOf(row: OperationStepTable): OperationStep {
  return {
    kind: row.kind,
    input: record.parse(JSON.parse(row.input)),
    position: row.position,
    stage: row.stage,
    title: row.title,
    state: z.enum(stepStates).parse(row.state),
    attempts: row.attempts,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    note: row.note,
    fault: row.fault === '' ? null : faultSchema.parse(JSON.parse(row.fault)),
    undo: row.undo === '' ? null : undoSchema.parse(JSON.parse(row.undo)),
  };
}

/** An operation as the store keeps it; throws when it was written by something else. */
export function operationOf(row: OperationTable, steps: readonly OperationStepTable[]): Operation {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    objectId: row.object_id,
    who: row.who,
    title: row.title,
    state: z.enum(operationStates).parse(row.state),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    correlationId: row.correlation_id,
    undoOf: row.undo_of,
    cancelRequested: row.cancel_requested === 1,
    steps: steps.map(stepOf),
  };
}

/** A row of the list, with how many of its steps are done. */
export function summaryOf(
  row: Pick<OperationTable, 'id' | 'title' | 'state' | 'who' | 'created_at' | 'updated_at'> & {
    done: number;
    total: number;
  },
): OperationSummary {
  return {
    id: row.id,
    title: row.title,
    state: z.enum(operationStates).parse(row.state),
    who: row.who,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    done: Number(row.done),
    total: Number(row.total),
  };
}
