import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../scenarios/index.ts';
import type { World } from './contract/world.ts';
import { Journal } from './journal.ts';
import { required } from './test-support.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keyless-journal-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function emptyWorld(): World {
  return createWorld({ scenario: 'empty', seed: 1 });
}

function group(name: string): {
  subscriptionId: string;
  name: string;
  location: string;
  tags: Record<string, string>;
} {
  return { subscriptionId: 's', name, location: 'westeurope', tags: {} };
}

async function reopened(): Promise<World> {
  const world = emptyWorld();
  await (await Journal.open(directory, world, () => {})).close();
  return world;
}

function journalFile(): string {
  return join(directory, required(readdirSync(directory).find((name) => name.startsWith('journal-'))));
}

describe('the journal', () => {
  it('brings back what was put, and not what was deleted', async () => {
    const world = emptyWorld();
    world.resourceGroups.put(group('before'));
    const journal = Journal.create(directory, world, { scenario: 'empty' });
    world.resourceGroups.put(group('kept'));
    world.resourceGroups.put(group('gone'));
    world.resourceGroups.delete('s/gone');
    await journal.close();
    const after = await reopened();
    expect([...after.resourceGroups.values()].map((row) => row.name)).toEqual(['before', 'kept']);
    expect(after.resourceGroups.find('subscription', 's')).toHaveLength(2);
    expect(Journal.about(directory)).toEqual({ scenario: 'empty' });
  });

  it('drops a torn last line, keeps everything before it and goes on', async () => {
    const world = emptyWorld();
    const journal = Journal.create(directory, world, {});
    world.resourceGroups.put(group('first'));
    await journal.flush();
    world.resourceGroups.put(group('torn'));
    await journal.close();
    truncateSync(journalFile(), statSync(journalFile()).size - 10);
    const again = emptyWorld();
    const second = await Journal.open(directory, again, () => {});
    expect([...again.resourceGroups.values()].map((row) => row.name)).toEqual(['first']);
    again.resourceGroups.put(group('later'));
    await second.close();
    expect([...(await reopened()).resourceGroups.values()].map((row) => row.name)).toEqual([
      'first',
      'later',
    ]);
  });

  it('refuses a journal that is damaged in its middle', async () => {
    const world = emptyWorld();
    const journal = Journal.create(directory, world, {});
    await journal.close();
    appendFileSync(journalFile(), '[["resourceGroups"\n[]\n');
    await expect(Journal.open(directory, emptyWorld(), () => {})).rejects.toThrow('damaged');
  });

  it('forgets the past when the world is reset', async () => {
    const world = emptyWorld();
    const journal = Journal.create(directory, world, {});
    world.resourceGroups.put(group('old'));
    for (const table of world.tables()) table.clear();
    world.resourceGroups.put(group('new'));
    journal.restart({});
    await journal.close();
    expect([...(await reopened()).resourceGroups.values()].map((row) => row.name)).toEqual(['new']);
  });

  it('loses no acknowledged write to kill -9', async () => {
    let acknowledged = -1;
    for (const round of [1, 2, 3, 4]) {
      const script = fileURLToPath(new URL('./testing/journal-child.ts', import.meta.url));
      const child = spawn(process.execPath, [script, directory, String(acknowledged + 1)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      const enough = acknowledged + 17 * round;
      for await (const line of createInterface({ input: child.stdout })) {
        acknowledged = Number(line);
        if (acknowledged >= enough) child.kill('SIGKILL');
      }
      await exited;
      const world = await reopened();
      const expected = Array.from({ length: acknowledged + 1 }, (_, number) => number)
        // Every third write also deletes the one before it, maybe in the batch that was under way.
        .filter((number) => (number + 1) % 3 !== 0);
      const lost = expected.filter((number) => !world.resourceGroups.get(`s/rg-${number}`));
      expect(lost).toEqual([]);
      // What is deleted last, and the one write that was under way, may be there without having been acknowledged.
      expect(world.resourceGroups.size).toBeLessThanOrEqual(expected.length + 2);
    }
    expect(acknowledged).toBeGreaterThan(100);
  });
});
