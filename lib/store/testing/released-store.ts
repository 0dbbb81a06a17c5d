import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';

/** The tables as migration 001 made them in the first release, and Kysely's own note of it. */
const tables = `
create table kysely_migration (name varchar(255) not null primary key, timestamp varchar(255) not null);
create table kysely_migration_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
insert into kysely_migration values ('001-operations', '2026-11-24T13:15:01.000Z');
insert into kysely_migration_lock values ('migration_lock', 0);
create table operation (id text primary key, tenant_id text not null, object_id text not null, who text not null,
  title text not null, state text not null, created_at bigint not null, updated_at bigint not null,
  correlation_id text not null, undo_of text not null, plan_hash text not null, cancel_requested integer not null,
  lease_owner text not null, lease_until bigint not null);
create index operation_by_person on operation (tenant_id, object_id, created_at);
create index operation_by_state on operation (state);
create table operation_step (operation_id text not null references operation (id), position integer not null,
  stage integer not null, kind text not null, input text not null, title text not null, state text not null,
  attempts integer not null, started_at bigint not null, ended_at bigint not null, note text not null,
  fault text not null, undo text not null,
  constraint operation_step_key primary key (operation_id, position));
create table activity (seq bigint primary key, at bigint not null, tenant_id text not null, object_id text not null,
  who text not null, event text not null, operation_id text not null, detail text not null,
  previous_hash text not null, hash text not null);
`;

export interface ReleasedStep {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly state: string;
  readonly undo?: unknown;
}

export interface ReleasedOperation {
  readonly id: string;
  readonly state: string;
  readonly steps: readonly ReleasedStep[];
}

const literal = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
const insert = (table: string, values: readonly (string | number)[]): string =>
  `insert into ${table} values (${values.map(literal).join(', ')});`;

function rowsOf({ id, state, steps }: ReleasedOperation): string[] {
  const operation = [id, 't', 'o', 'Ada', 'An old plan', state, 1, 2, 'c', '', 'h', 0, 'gone', 3];
  return [
    insert('operation', operation),
    ...steps.map((step, position) => {
      const undo = step.undo === undefined ? '' : JSON.stringify(step.undo);
      const { kind, input } = step;
      const begun = step.state === 'waiting' || step.state === 'left' ? -1 : 1;
      return insert('operation_step', [
        ...[id, position, position, kind, JSON.stringify(input), `Old ${kind}`, step.state, 1],
        ...[begun, begun, '', '', undo],
      ]);
    }),
  ];
}

/** Writes a store as the first release left it, with operations of person `o` in tenant `t`. */
export async function writeReleasedStore(
  settings: { databaseUrl: string; dataFolder: string },
  operations: readonly ReleasedOperation[],
): Promise<void> {
  const script = [tables, ...operations.flatMap(rowsOf)].join('\n');
  if (settings.databaseUrl === '') {
    mkdirSync(settings.dataFolder, { recursive: true });
    const database = new SqliteDatabase(path.join(settings.dataFolder, 'keyless.sqlite'));
    database.exec(script);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: settings.databaseUrl });
  await client.connect();
  await client.query(script);
  await client.end();
}
