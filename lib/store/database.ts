import 'server-only';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { env } from '@/lib/env';
import { migrations } from './migrations';
import type { Database, Store } from './schema';

declare global {
  /** Next bundles routes apart from each other: what they must share hangs here. */
  var keylessStore: Promise<Store> | undefined;
}

/** PostgreSQL answers bigint as text, because JavaScript's numbers end earlier; ours are times and counts. */
const int8 = 20;

function dialectOf(settings: { databaseUrl: string; dataFolder: string }): Dialect {
  if (settings.databaseUrl !== '') {
    const types = new pg.TypeOverrides();
    types.setTypeParser(int8, Number);
    const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 10, types });
    // A connection that is lost while nobody uses it: the next query opens another one, or says what is wrong.
    pool.on('error', (error) => console.error('The database closed a connection:', error.message));
    return new PostgresDialect({ pool });
  }
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
  const database = new SqliteDatabase(path.join(settings.dataFolder, 'keyless.sqlite'));
  database.pragma('journal_mode = WAL');
  // What was acknowledged is on the disk, also after a power cut.
  database.pragma('synchronous = FULL');
  return new SqliteDialect({ database });
}

/** Opens the store and brings its tables up to date. Rejects when it cannot be reached or written. */
export async function openStore(settings: { databaseUrl: string; dataFolder: string }): Promise<Store> {
  const store = new Kysely<Database>({ dialect: dialectOf(settings) });
  const migrator = new Migrator({ db: store, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return store;
  await store.destroy();
  throw error instanceof Error ? error : new Error(String(error));
}

/** The portal's own store. One that could not be opened is tried again with the next call. */
export function currentStore(): Promise<Store> {
  globalThis.keylessStore ??= openStore({
    databaseUrl: env().DATABASE_URL,
    dataFolder: env().KEYLESS_DATA_FOLDER,
  }).catch((error: unknown) => {
    globalThis.keylessStore = undefined;
    throw error;
  });
  return globalThis.keylessStore;
}

/** Whether several connections, or portals, may write at once: PostgreSQL. Asked of the dialect, whose class names a bundler changes. */
export function isShared(store: Store): boolean {
  return store.getExecutor().adapter.supportsMultipleConnections ?? true;
}
