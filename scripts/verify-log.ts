import { existsSync } from 'node:fs';
import path from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import pg from 'pg';
import { verifyChain } from '../lib/store/activity-chain.ts';

type Entries = Parameters<typeof verifyChain>[0];

const query = 'select * from activity order by seq';

function isEntries(rows: unknown): rows is Entries {
  return Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null && 'hash' in row);
}

async function readLog(): Promise<unknown> {
  const url = process.env.DATABASE_URL;
  if (url) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(query)).rows;
    } finally {
      await client.end();
    }
  }
  const file = path.join(process.env.KEYLESS_DATA_FOLDER ?? '.keyless/data', 'keyless.sqlite');
  if (!existsSync(file))
    throw new Error(`There is no activity log at ${file}. Say KEYLESS_DATA_FOLDER or DATABASE_URL.`);
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

try {
  const rows = await readLog();
  if (!isEntries(rows)) throw new Error('This is no activity log.');
  const { intact, lastHash, problem } = verifyChain(rows);
  console.log(`${intact} entries are intact; the last hash is ${lastHash}.`);
  if (problem !== null) {
    console.error(problem);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
