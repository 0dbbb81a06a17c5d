import 'server-only';
import { sql, type Transaction } from 'kysely';
import { chainStart, hashOf } from './activity-chain';
import { isShared } from './database';
import type { ActivityTable, Database, Store } from './schema';

export interface NewActivity {
  readonly tenantId: string;
  readonly objectId: string;
  readonly who: string;
  /** e.g. `operation confirmed`, `step succeeded`. */
  readonly event: string;
  readonly operationId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Appends to the log as part of what it tells of: both are stored, or neither. */
export async function appendActivity(
  transaction: Transaction<Database>,
  entry: NewActivity,
  at: number,
): Promise<void> {
  // One writer at a time, or two entries would follow the same one. SQLite has one writer anyway.
  if (isShared(transaction)) await sql`lock table activity in exclusive mode`.execute(transaction);
  const last = await transaction
    .selectFrom('activity')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at,
    tenant_id: entry.tenantId,
    object_id: entry.objectId,
    who: entry.who,
    event: entry.event,
    operation_id: entry.operationId,
    detail: JSON.stringify(entry.detail),
    previous_hash: last?.hash ?? chainStart,
  };
  await transaction
    .insertInto('activity')
    .values({ ...row, hash: hashOf(row) })
    .execute();
}

/** The log from an entry on, oldest first, at most `limit`. Only the caller's tenant. */
export async function readActivity(
  store: Store,
  from: { tenantId: string; afterSeq: number; limit: number },
): Promise<ActivityTable[]> {
  return store
    .selectFrom('activity')
    .selectAll()
    .where('tenant_id', '=', from.tenantId)
    .where('seq', '>', from.afterSeq)
    .orderBy('seq')
    .limit(from.limit)
    .execute();
}

const pageSize = 1000;

/** All of it, a page at a time. */
export async function* activityPages(store: Store, tenantId: string): AsyncGenerator<ActivityTable[]> {
  let afterSeq = 0;
  for (;;) {
    const rows = await readActivity(store, { tenantId, afterSeq, limit: pageSize });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    afterSeq = last.seq;
  }
}
