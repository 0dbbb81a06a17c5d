import 'server-only';
import type { AzureFault } from '@/lib/arm/fault';
import type { Operation, OperationState, OperationSummary, StepState } from '@/lib/model/operation';
import type { PlanCode } from '@/lib/model/plan-review';
import type { Undo } from '@/lib/model/step';
import type { ProbeFinding } from '@/lib/model/token-probe';
import { appendActivity } from './activity';
import { createOperation, type NewOperation } from './create-operation';
import { codeOf, operationOf, summaryOf } from './operation-rows';
import { putProbe } from './probes';
import type { OperationTable, Store } from './schema';

export interface Person {
  readonly tenantId: string;
  readonly objectId: string;
}

export interface StepChange {
  readonly state?: StepState;
  readonly attempts?: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly note?: string;
  readonly fault?: AzureFault | null;
  readonly undo?: Undo;
  /** What a token probe found; kept with the change. */
  readonly probe?: ProbeFinding;
}

/** Operations on disk. Everything a runner does is written here before and after it is done. */
export class OperationStore {
  readonly #store: Store;
  readonly #now: () => number;

  constructor(store: Store, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** Stores a confirmed operation, before anything is asked of Azure. */
  async create(operation: NewOperation): Promise<void> {
    const at = this.#now();
    await this.#store.transaction().execute((transaction) => createOperation(transaction, operation, at));
  }

  /** Undefined when there is none, or it is somebody else's. */
  async find(id: string, person: Person): Promise<Operation | undefined> {
    const row = await this.#store
      .selectFrom('operation')
      .selectAll()
      .where('id', '=', id)
      .where('tenant_id', '=', person.tenantId)
      .where('object_id', '=', person.objectId)
      .executeTakeFirst();
    if (!row) return undefined;
    const steps = await this.#store
      .selectFrom('operation_step')
      .selectAll()
      .where('operation_id', '=', id)
      .orderBy('position')
      .execute();
    return operationOf(row, steps);
  }

  /** Newest first. */
  async list(person: Person, limit: number): Promise<OperationSummary[]> {
    const rows = await this.#summaries(person.tenantId)
      .where('object_id', '=', person.objectId)
      .orderBy('created_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(summaryOf);
  }

  /** How far somebody's operation is, for others in the tenant; undefined when there is none. */
  async summary(id: string, tenantId: string): Promise<OperationSummary | undefined> {
    const row = await this.#summaries(tenantId).where('id', '=', id).executeTakeFirst();
    return row && summaryOf(row);
  }

  /** The plan as code, as it was confirmed; null when that was not kept. */
  async code(id: string): Promise<PlanCode | null> {
    const row = await this.#store
      .selectFrom('operation_code')
      .select('code')
      .where('operation_id', '=', id)
      .executeTakeFirst();
    return row ? codeOf(row.code) : null;
  }

  #summaries(tenantId: string) {
    return this.#store
      .selectFrom('operation')
      .innerJoin('operation_step', 'operation_step.operation_id', 'operation.id')
      .select(['id', 'operation.title', 'operation.state', 'who', 'created_at', 'updated_at'])
      .select((of) => [
        of.fn.countAll<number>().as('total'),
        of.fn
          .countAll<number>()
          .filterWhere('operation_step.state', 'in', ['succeeded', 'unchanged'])
          .as('done'),
      ])
      .where('tenant_id', '=', tenantId)
      .groupBy(['id', 'operation.title', 'operation.state', 'who', 'created_at', 'updated_at']);
  }

  /** Ids of what a person began and nobody works on. */
  async unfinished(person: Person): Promise<string[]> {
    const rows = await this.#store
      .selectFrom('operation')
      .select('id')
      .where('tenant_id', '=', person.tenantId)
      .where('object_id', '=', person.objectId)
      .where('state', 'in', ['waiting', 'running'])
      .where('lease_until', '<', this.#now())
      .orderBy('created_at')
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Takes or keeps the operation for one runner; false when another one has it. */
  async lease(id: string, owner: string, leaseMs: number): Promise<boolean> {
    const now = this.#now();
    const { numUpdatedRows } = await this.#store
      .updateTable('operation')
      .set({ lease_owner: owner, lease_until: now + leaseMs })
      .where('id', '=', id)
      .where((where) => where.or([where('lease_owner', '=', owner), where('lease_until', '<', now)]))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async release(id: string, owner: string): Promise<void> {
    await this.#store
      .updateTable('operation')
      .set({ lease_owner: '', lease_until: 0 })
      .where('id', '=', id)
      .where('lease_owner', '=', owner)
      .execute();
  }

  async isCancelled(id: string): Promise<boolean> {
    const row = await this.#store
      .selectFrom('operation')
      .select('cancel_requested')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.cancel_requested === 1;
  }

  async requestCancel(operation: Operation): Promise<void> {
    await this.#set(operation, { cancel_requested: 1 }, 'cancel requested', {});
  }

  async setState(operation: Operation, state: OperationState): Promise<void> {
    await this.#set(operation, { state }, `operation ${state}`, {});
  }

  /** Makes what failed or was skipped wait again. */
  async retry(operation: Operation): Promise<void> {
    const at = this.#now();
    await this.#store.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('operation_step')
        .set({ state: 'waiting', fault: '', note: '', ended_at: -1 })
        .where('operation_id', '=', operation.id)
        .where('state', 'in', ['failed', 'skipped', 'running'])
        .execute();
      await transaction
        .updateTable('operation')
        .set({ state: 'waiting', cancel_requested: 0, updated_at: at })
        .where('id', '=', operation.id)
        .execute();
      await appendActivity(transaction, { ...about(operation), event: 'retried', detail: {} }, at);
    });
  }

  async setStep(operation: Operation, position: number, change: StepChange): Promise<void> {
    const at = this.#now();
    const { state, attempts, startedAt, endedAt, note, fault, undo, probe } = change;
    await this.#store.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('operation_step')
        .set({
          ...(state === undefined ? {} : { state }),
          ...(attempts === undefined ? {} : { attempts }),
          ...(startedAt === undefined ? {} : { started_at: startedAt }),
          ...(endedAt === undefined ? {} : { ended_at: endedAt }),
          ...(note === undefined ? {} : { note }),
          ...(fault === undefined ? {} : { fault: fault === null ? '' : JSON.stringify(fault) }),
          ...(undo === undefined ? {} : { undo: JSON.stringify(undo) }),
        })
        .where('operation_id', '=', operation.id)
        .where('position', '=', position)
        .execute();
      await transaction
        .updateTable('operation')
        .set({ updated_at: at })
        .where('id', '=', operation.id)
        .execute();
      if (probe !== undefined) await putProbe(transaction, { operation, position }, probe);
      if (state === undefined) return;
      const step = operation.steps[position];
      const detail = {
        position,
        title: step?.title,
        ...(fault ? { code: fault.code, status: fault.status, requestId: fault.requestId } : {}),
      };
      await appendActivity(transaction, { ...about(operation), event: `step ${state}`, detail }, at);
    });
  }

  async #set(
    operation: Operation,
    values: Partial<OperationTable>,
    event: string,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const at = this.#now();
    await this.#store.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('operation')
        .set({ ...values, updated_at: at })
        .where('id', '=', operation.id)
        .execute();
      await appendActivity(transaction, { ...about(operation), event, detail }, at);
    });
  }
}

function about({ tenantId, objectId, who, id }: Operation) {
  return { tenantId, objectId, who, operationId: id };
}
