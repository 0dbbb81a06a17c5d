import { z } from 'zod';
import type { Portal } from '../e2e/environment/portal.ts';
import { waitUntil } from '../e2e/environment/wait-until.ts';

const summarySchema = z.looseObject({
  state: z.enum(['loading', 'ready', 'failed']),
  counts: z.looseObject({ virtualMachines: z.number() }),
});
const messageSchema = z.looseObject({ kind: z.string() });

export async function summary(portal: Portal): Promise<z.infer<typeof summarySchema>> {
  const response = await portal.fetch('/api/estate');
  return summarySchema.parse(await response.json());
}

/** Milliseconds from the first request until the whole estate is there. Throws when it cannot be read. */
export async function untilReady(portal: Portal): Promise<number> {
  const startedAt = performance.now();
  await waitUntil(
    async () => {
      const { state } = await summary(portal);
      if (state === 'failed') throw new Error('The estate could not be read');
      return state === 'ready' || undefined;
    },
    'The estate was not ready within ten minutes',
    600_000,
  );
  return performance.now() - startedAt;
}

/** Reads a table as a browser does. Milliseconds until the first rows and until the end of the stream. */
export async function readTable(
  portal: Portal,
  table: string,
): Promise<{ firstRowsMs: number; endMs: number }> {
  const startedAt = performance.now();
  const response = await portal.fetch(`/api/estate/tables/${table}`);
  if (!response.ok || !response.body) throw new Error(`${table}: ${response.status}`);
  let firstRowsMs = Number.NaN;
  let rest = '';
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    const rows = lines.some((line) => line !== '' && messageSchema.parse(JSON.parse(line)).kind === 'rows');
    if (rows && Number.isNaN(firstRowsMs)) firstRowsMs = performance.now() - startedAt;
  }
  return { firstRowsMs, endMs: performance.now() - startedAt };
}
