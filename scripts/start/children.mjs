import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { logTail } from './log-tail.mjs';
import { Problem } from './problem.mjs';

const isWindows = process.platform === 'win32';
const exitWithParent = new URL('./exit-with-parent.mjs', import.meta.url).href;

/** Programs that run until they are stopped. */
const children = new Map();

/**
 * Starts a Node program that lives as long as this process. Its standard input is a pipe nobody writes to: when
 * this process is gone, however it went, the pipe ends and the child stops itself (exit-with-parent.mjs).
 */
export function startChild(name, node, args, { cwd, env, log, onExit }) {
  const output = openSync(log, 'w', 0o600);
  const child = spawn(node, ['--import', exitWithParent, ...args], {
    cwd,
    env,
    stdio: ['pipe', output, output],
    // A group of its own: Ctrl-C in the terminal reaches this process, which then stops the others in order.
    detached: !isWindows,
  });
  closeSync(output);
  // The pipe breaks when the child dies; the exit below is what counts.
  child.stdin.on('error', () => {});
  const entry = { child, log, ended: null };
  children.set(name, entry);
  const end = (what) => {
    entry.ended ??= what;
    children.delete(name);
    onExit(problemOfExit(name, entry));
  };
  child.once('error', (error) => end(error.message));
  child.once('exit', (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
  return entry;
}

function problemOfExit(name, { ended, log }) {
  return new Problem(
    `The ${name} stopped unexpectedly (${ended}); its log is ${log}, its end:\n${logTail(log)}`,
  );
}

/** Asks every child to end, then makes it. Resolves when all are gone. */
export async function stopChildren(graceMs = 3000) {
  const entries = [...children.values()];
  children.clear();
  await Promise.all(
    entries.map(({ child }) => {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        const force = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
        child.removeAllListeners('exit');
        child.once('exit', () => {
          clearTimeout(force);
          // Whatever the child had started itself goes with it.
          signalGroup(child, 'SIGKILL');
          resolve();
        });
        signalGroup(child, 'SIGTERM');
      });
    }),
  );
}

function signalGroup(child, signal) {
  try {
    process.kill(isWindows ? child.pid : -child.pid, signal);
  } catch {
    // Already gone.
  }
}
