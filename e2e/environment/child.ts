import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Ends the child when this process is gone, however it went. */
const exitWithParent = new URL('../../scripts/start/exit-with-parent.mjs', import.meta.url).href;

export interface Child {
  process: ChildProcess;
  /** Throws when it has ended: nothing more will come of it. */
  assertAlive(): void;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a Node program of this project with its output in a log file. */
export function startChild(name: string, args: string[], env: Record<string, string>, folder: string): Child {
  mkdirSync(folder, { recursive: true });
  const log = path.join(folder, `${name}.log`);
  const output = openSync(log, 'a', 0o600);
  const child = spawn(process.execPath, ['--import', exitWithParent, ...args], {
    cwd: root,
    env: { NODE_ENV: 'production', ...env, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['pipe', output, output],
    detached: true,
  });
  closeSync(output);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return {
    process: child,
    assertAlive() {
      if (ended()) throw new Error(`The ${name} ended; see ${log}`);
    },
    async stop(signal = 'SIGTERM') {
      if (ended()) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill(signal);
      await gone;
    },
  };
}
