import {
  closeSync,
  createReadStream,
  existsSync,
  fdatasync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  write,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { JournalTable } from './contract/declared-table.ts';
import type { TableChange } from './contract/table.ts';
import type { World } from './contract/world.ts';

const writeAt = promisify(write);
const syncData = promisify(fdatasync);

/** One row: table, key, value; a null value deletes. A line of the journal is one batch of these. */
const changeSchema = z.tuple([z.string(), z.string(), z.unknown()]);
const batchSchema = z.array(changeSchema);
const metaSchema = z.object({ generation: z.int(), about: z.unknown() });

/** A journal that grew beyond this is folded into a snapshot. */
const compactAboveBytes = 64 * 1024 * 1024;
const snapshotBatch = 500;

/**
 * Makes the world outlive its process. Every write is on the disk before its answer is sent (`flush`), several writes
 * share one fsync, and a batch is one line: after a crash it is there whole or not at all.
 * Files: meta.json names the generation in force, snapshot-N.jsonl the rows it began with, journal-N.jsonl what followed.
 */
export class Journal {
  readonly #directory: string;
  readonly #world: World;
  #about: unknown;
  #generation: number;
  #file: number;
  #offset = 0;
  #batch: TableChange[] = [];
  #writing: Promise<void> | undefined;

  private constructor(directory: string, world: World, about: unknown, generation: number) {
    this.#directory = directory;
    this.#world = world;
    this.#about = about;
    this.#generation = generation;
    this.#file = this.#begin();
    world.subscribe((change) => this.#batch.push(change));
  }

  /** What was stored about a state (scenario, people…), or undefined when the directory holds none. */
  static about(directory: string): unknown {
    const meta = readMeta(directory);
    return meta?.about;
  }

  /** Starts a journal with the world as it is now. */
  static create(directory: string, world: World, about: unknown): Journal {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new Journal(directory, world, about, (readMeta(directory)?.generation ?? 0) + 1);
  }

  /**
   * Fills an empty world with what was stored, lets `recover` finish what the crash interrupted, and goes on journaling.
   * A torn last line (the crash came while it was written, so nobody was told it had succeeded) is dropped.
   */
  static async open(directory: string, world: World, recover: () => void): Promise<Journal> {
    const meta = readMeta(directory);
    if (!meta) throw new Error(`There is no emulator state in ${directory}.`);
    const tables = new Map(world.tables().map((table) => [table.name, table]));
    await replay(join(directory, `snapshot-${meta.generation}.jsonl`), tables, false);
    await replay(join(directory, `journal-${meta.generation}.jsonl`), tables, true);
    recover();
    return new Journal(directory, world, meta.about, meta.generation + 1);
  }

  /** Resolves when every change made so far is on the disk. Rejects when the disk refuses. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#batch.length === 0) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  /** Replaces everything stored by the world as it is now. */
  restart(about: unknown): void {
    this.#batch = [];
    this.#about = about;
    this.#generation += 1;
    const before = this.#file;
    this.#file = this.#begin();
    // A write that is under way goes to the file that is no longer in force; it is closed when that has ended.
    void Promise.resolve(this.#writing).finally(() => closeSync(before));
  }

  async close(): Promise<void> {
    await this.flush();
    closeSync(this.#file);
  }

  async #write(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const file = this.#file;
    const line = Buffer.from(
      `${JSON.stringify(batch.map(({ table, key, value }) => [table, key, value]))}\n`,
    );
    try {
      await writeAt(file, line, 0, line.length, this.#offset);
      await syncData(file);
    } catch (error) {
      // Kept for the next try, which overwrites what was half written.
      this.#batch = [...batch, ...this.#batch];
      throw error;
    }
    if (file !== this.#file) return;
    this.#offset += line.length;
    if (this.#offset > compactAboveBytes && this.#batch.length === 0) this.restart(this.#about);
  }

  /** Writes a snapshot and an empty journal, then puts them in force by renaming meta.json. Returns the journal's file. */
  #begin(): number {
    const snapshot = openSync(join(this.#directory, `snapshot-${this.#generation}.jsonl`), 'w', 0o600);
    for (const table of this.#world.tables()) {
      let rows: [string, string, unknown][] = [];
      for (const [key, value] of table.entries()) {
        rows.push([table.name, key, value]);
        if (rows.length < snapshotBatch) continue;
        writeSync(snapshot, `${JSON.stringify(rows)}\n`);
        rows = [];
      }
      if (rows.length > 0) writeSync(snapshot, `${JSON.stringify(rows)}\n`);
    }
    fsyncSync(snapshot);
    closeSync(snapshot);
    const file = openSync(join(this.#directory, `journal-${this.#generation}.jsonl`), 'w', 0o600);
    this.#offset = 0;
    const temporary = join(this.#directory, 'meta.json.new');
    writeFileSync(temporary, JSON.stringify({ generation: this.#generation, about: this.#about }), {
      mode: 0o600,
      flush: true,
    });
    renameSync(temporary, join(this.#directory, 'meta.json'));
    syncDirectory(this.#directory);
    for (const name of ['snapshot', 'journal']) {
      rmSync(join(this.#directory, `${name}-${this.#generation - 1}.jsonl`), { force: true });
    }
    return file;
  }
}

function readMeta(directory: string): z.infer<typeof metaSchema> | undefined {
  const file = join(directory, 'meta.json');
  return existsSync(file) ? metaSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

async function replay(
  file: string,
  tables: ReadonlyMap<string, JournalTable>,
  mayBeTorn: boolean,
): Promise<void> {
  let torn: number | undefined;
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1;
    if (torn !== undefined) throw new Error(`The emulator state is damaged: ${file}, line ${torn}.`);
    const batch = parse(line);
    if (!batch) {
      torn = number;
      continue;
    }
    for (const [table, key, value] of batch) tables.get(table)?.restore(key, value);
  }
  if (torn !== undefined && !mayBeTorn)
    throw new Error(`The emulator state is damaged: ${file}, line ${torn}.`);
}

function parse(line: string): z.infer<typeof batchSchema> | undefined {
  try {
    return batchSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Makes the rename itself durable. Windows cannot open directories, and does not need it. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
