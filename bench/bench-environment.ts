import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Emulator } from '../e2e/environment/emulator.ts';
import { Portal } from '../e2e/environment/portal.ts';

export interface BenchEnvironment {
  emulator: Emulator;
  folder: string;
  startPortal(liveIntervalMs?: number): Promise<Portal>;
  close(): Promise<void>;
}

/** An emulator of its own in a temporary folder, and portals on it. */
export async function openEnvironment(
  scenario: string,
  more: { latencyMs?: number; record?: boolean } = {},
): Promise<BenchEnvironment> {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-bench-'));
  const emulator = await Emulator.start({
    scenario,
    folder,
    ...(more.latencyMs ? { latencyMs: more.latencyMs } : {}),
    ...(more.record ? { record: path.join(folder, 'traffic.jsonl') } : {}),
  });
  const portals: Portal[] = [];
  return {
    emulator,
    folder,
    async startPortal(liveIntervalMs = 600_000) {
      const portal = await Portal.start({ emulator, as: 'owner', folder, liveIntervalMs });
      portals.push(portal);
      return portal;
    },
    async close() {
      for (const portal of portals) await portal.stop();
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
