import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { logTail } from './log-tail.mjs';
import { Problem } from './problem.mjs';

/** Children that run to their end (npm, next build), so that an interrupted start can take them down too. */
const running = new Set();

/**
 * Runs a program to its end with its output in a log file.
 * Throws a Problem with `failure` and the end of the log when it exits with anything but 0.
 */
export async function step(command, args, { cwd, env, log, failure }) {
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  try {
    // A group of its own: tools start workers, and stopping the group stops those as well.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output], detached: !isWindows });
    running.add(child);
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal));
    }).finally(() => running.delete(child));
    if (code === 0) return;
  } catch (error) {
    throw new Problem(`${failure} (${error.message}).`);
  } finally {
    closeSync(output);
  }
  throw new Problem(`${failure}; the whole log is in ${log}, its end:\n${logTail(log)}`);
}

const isWindows = process.platform === 'win32';

/** Stops whatever step is under way. */
export function stopSteps() {
  for (const child of running) {
    try {
      process.kill(isWindows ? child.pid : -child.pid, 'SIGTERM');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}
