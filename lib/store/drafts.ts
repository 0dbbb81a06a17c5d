import 'server-only';
import { z } from 'zod';
import { type PlanDraft, type PlanOrigin, planForms } from '@/lib/model/plan';
import { createOperation, type NewOperation } from './create-operation';
import type { Person } from './operations';
import type { PlanDraftTable, Store } from './schema';

const dayMs = 24 * 60 * 60 * 1000;
/** A draft ends by itself this long after it was last edited. */
const lifetimeMs = 30 * dayMs;
/** An expired draft is remembered for as long again, so that its address can say what it was. */
const rememberedMs = 30 * dayMs;

const stepsSchema = z.array(
  z.object({ kind: z.string(), input: z.record(z.string(), z.unknown()), stage: z.number() }),
);
const originSchema = z.object({ form: z.enum(planForms), armId: z.string(), query: z.string() });
const sentences = z.array(z.string());

/** What a draft says, apart from who keeps it and since when. */
export type DraftContent = Pick<PlanDraft, 'title' | 'steps' | 'undoOf' | 'notUndone' | 'origin'>;

/** What there is under a plan's id. A confirmed plan is an operation with the same id. */
export type StoredPlan =
  | { readonly state: 'open' | 'expired'; readonly draft: PlanDraft }
  | { readonly state: 'confirmed' }
  | { readonly state: 'none' };

function contentOf({ title, steps, undoOf, notUndone, origin }: DraftContent) {
  return {
    title,
    steps: JSON.stringify(steps),
    undo_of: undoOf,
    not_undone: JSON.stringify(notUndone),
    origin: origin === null ? '' : JSON.stringify(origin),
  };
}

function draftOf(row: PlanDraftTable): PlanDraft {
  const origin: PlanOrigin | null = row.origin === '' ? null : originSchema.parse(JSON.parse(row.origin));
  return {
    id: row.id,
    tenantId: row.tenant_id,
    objectId: row.object_id,
    who: row.who,
    title: row.title,
    steps: stepsSchema.parse(JSON.parse(row.steps)),
    undoOf: row.undo_of,
    notUndone: sentences.parse(JSON.parse(row.not_undone)),
    origin,
    revision: row.revision,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

/** Plans that wait to be confirmed, on disk. Ids are random: who knows one was given it, or sees it in the list. */
export class DraftStore {
  readonly #store: Store;
  readonly #now: () => number;

  constructor(store: Store, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** Stores a draft; `id` is a new GUID. */
  async create(id: string, author: Person & { readonly who: string }, content: DraftContent): Promise<void> {
    const at = this.#now();
    await this.#store
      .deleteFrom('plan_draft')
      .where('confirmed_at', '=', 0)
      .where('expires_at', '<', at - rememberedMs)
      .execute();
    await this.#store
      .insertInto('plan_draft')
      .values({
        id,
        tenant_id: author.tenantId,
        object_id: author.objectId,
        who: author.who,
        ...contentOf(content),
        revision: 1,
        created_at: at,
        expires_at: at + lifetimeMs,
        confirmed_at: 0,
      })
      .execute();
  }

  /** Puts other content into an open draft of the author's. False when there is none. */
  async edit(id: string, author: Person, content: DraftContent): Promise<boolean> {
    const at = this.#now();
    const { numUpdatedRows } = await this.#store
      .updateTable('plan_draft')
      .set((of) => ({
        ...contentOf(content),
        revision: of('revision', '+', 1),
        expires_at: at + lifetimeMs,
      }))
      .where('id', '=', id)
      .where('tenant_id', '=', author.tenantId)
      .where('object_id', '=', author.objectId)
      .where('confirmed_at', '=', 0)
      .where('expires_at', '>', at)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** What the tenant has under the id. */
  async find(id: string, tenantId: string): Promise<StoredPlan> {
    const row = await this.#store
      .selectFrom('plan_draft')
      .selectAll()
      .where('id', '=', id)
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    if (!row) return { state: 'none' };
    if (row.confirmed_at > 0) return { state: 'confirmed' };
    return { state: row.expires_at > this.#now() ? 'open' : 'expired', draft: draftOf(row) };
  }

  /** Open drafts of the tenant, newest first. */
  async list(tenantId: string, limit: number): Promise<PlanDraft[]> {
    const rows = await this.#store
      .selectFrom('plan_draft')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('confirmed_at', '=', 0)
      .where('expires_at', '>', this.#now())
      .orderBy('created_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(draftOf);
  }

  /** Deletes an open or expired draft of the author's. False when there is none. */
  async remove(id: string, author: Person): Promise<boolean> {
    const { numDeletedRows } = await this.#store
      .deleteFrom('plan_draft')
      .where('id', '=', id)
      .where('tenant_id', '=', author.tenantId)
      .where('object_id', '=', author.objectId)
      .where('confirmed_at', '=', 0)
      .executeTakeFirst();
    return numDeletedRows === 1n;
  }

  /**
   * Makes the draft an operation: both are stored in one transaction, or neither. False when it is not open any more or
   * was edited since `revision`, so that any number of confirmations give one operation.
   */
  async confirm(operation: NewOperation, revision: number): Promise<boolean> {
    const at = this.#now();
    return this.#store.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('plan_draft')
        .set({ confirmed_at: at })
        .where('id', '=', operation.id)
        .where('tenant_id', '=', operation.tenantId)
        .where('revision', '=', revision)
        .where('confirmed_at', '=', 0)
        .where('expires_at', '>', at)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      await createOperation(transaction, operation, at);
      return true;
    });
  }
}
