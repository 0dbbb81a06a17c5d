import 'server-only';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { updateStoredCode, updateStoredSteps } from './old-rows';
import type { Database } from './schema';

/** In order of their names; one that was released is never changed. */
export const migrations: Record<string, Migration> = {
  '001-operations': {
    async up(store: Kysely<unknown>) {
      await store.schema
        .createTable('operation')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('object_id', 'text', (column) => column.notNull())
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .addColumn('correlation_id', 'text', (column) => column.notNull())
        .addColumn('undo_of', 'text', (column) => column.notNull())
        .addColumn('plan_hash', 'text', (column) => column.notNull())
        .addColumn('cancel_requested', 'integer', (column) => column.notNull())
        .addColumn('lease_owner', 'text', (column) => column.notNull())
        .addColumn('lease_until', 'bigint', (column) => column.notNull())
        .execute();
      await store.schema
        .createIndex('operation_by_person')
        .on('operation')
        .columns(['tenant_id', 'object_id', 'created_at'])
        .execute();
      await store.schema.createIndex('operation_by_state').on('operation').column('state').execute();
      await store.schema
        .createTable('operation_step')
        .addColumn('operation_id', 'text', (column) => column.notNull().references('operation.id'))
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('stage', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('input', 'text', (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('fault', 'text', (column) => column.notNull())
        .addColumn('undo', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('operation_step_key', ['operation_id', 'position'])
        .execute();
      await store.schema
        .createTable('activity')
        .addColumn('seq', 'bigint', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('object_id', 'text', (column) => column.notNull())
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('event', 'text', (column) => column.notNull())
        .addColumn('operation_id', 'text', (column) => column.notNull())
        .addColumn('detail', 'text', (column) => column.notNull())
        .addColumn('previous_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute();
    },
  },
  /** A step that was not begun is called skipped, as the screen and the code say. */
  '002-step-state-skipped': {
    async up(store) {
      await store
        .updateTable('operation_step')
        .set({ state: 'skipped' })
        .where('state', '=', 'left')
        .execute();
    },
  },
  '003-plan-drafts': {
    async up(store: Kysely<unknown>) {
      await store.schema
        .createTable('plan_draft')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('object_id', 'text', (column) => column.notNull())
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('steps', 'text', (column) => column.notNull())
        .addColumn('undo_of', 'text', (column) => column.notNull())
        .addColumn('not_undone', 'text', (column) => column.notNull())
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addColumn('confirmed_at', 'bigint', (column) => column.notNull())
        .execute();
      await store.schema
        .createIndex('plan_draft_by_tenant')
        .on('plan_draft')
        .columns(['tenant_id', 'confirmed_at', 'expires_at'])
        .execute();
      await store.schema
        .createTable('operation_code')
        .addColumn('operation_id', 'text', (column) => column.primaryKey().references('operation.id'))
        .addColumn('code', 'text', (column) => column.notNull())
        .execute();
    },
  },
  /** Inputs carry IDs only; code has a text for each file. What is stored is written as it is read now. */
  '004-inputs-by-id': {
    async up(store: Kysely<Database>) {
      await updateStoredSteps(store);
      await updateStoredCode(store);
    },
  },
  /** What token probes found. */
  '005-probes': {
    async up(store: Kysely<unknown>) {
      await store.schema
        .createTable('probe')
        .addColumn('operation_id', 'text', (column) => column.notNull().references('operation.id'))
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('object_id', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('machine_id', 'text', (column) => column.notNull())
        .addColumn('identity_id', 'text', (column) => column.notNull())
        .addColumn('selector', 'text', (column) => column.notNull())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('result', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('probe_key', ['operation_id', 'position'])
        .execute();
      await store.schema
        .createIndex('probe_by_machine')
        .on('probe')
        .columns(['tenant_id', 'object_id', 'machine_id', 'at'])
        .execute();
    },
  },
};
