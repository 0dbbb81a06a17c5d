import { appendFileSync, chmodSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEmulator, type EmulatorOptions } from './create-emulator.ts';

const usage =
  'node emulator/main.ts [--port N] [--scenario contoso|empty|scale:VMS] [--seed N] [--state DIR] [--latency MS] [--ready-file F] [--record F] [--parent PID] [--throttle] [--replication-delay MS] [--role-delay MS] [--activity-delay MS]';

interface Arguments extends EmulatorOptions {
  readyFile: string | undefined;
  parentPid: number | undefined;
}

/** A whole number of a flag, or undefined when it is not given. Throws a sentence for a person. */
function whole(flag: string, text: string | undefined, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max)
    throw new Error(`--${flag} must be a whole number from 0 to ${max}, not '${text}'.`);
  return value;
}

function readArguments(): Arguments {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      scenario: text,
      seed: text,
      state: text,
      latency: text,
      'ready-file': text,
      record: text,
      parent: text,
      host: text,
      throttle: { type: 'boolean' },
      'replication-delay': text,
      'role-delay': text,
      'activity-delay': text,
    },
  });
  const host = values.host ?? '127.0.0.1';
  if (!['127.0.0.1', 'localhost'].includes(host)) {
    throw new Error(
      `The emulator listens on 127.0.0.1 only, not on '${host}': everybody in it signs in with made-up passwords.`,
    );
  }
  const scenario = values.scenario ?? 'contoso';
  if (!/^(contoso|empty|scale:\d{1,6})$/.test(scenario)) {
    throw new Error(`--scenario must be contoso, empty or scale:VMS, not '${scenario}'.`);
  }
  return {
    port: whole('port', values.port, 65_535),
    scenario,
    seed: whole('seed', values.seed, 2 ** 31 - 1),
    latencyMs: whole('latency', values.latency, 600_000),
    throttle: values.throttle,
    replicationDelayMs: whole('replication-delay', values['replication-delay'], 3_600_000),
    roleDelayMs: whole('role-delay', values['role-delay'], 3_600_000),
    activityDelayMs: whole('activity-delay', values['activity-delay'], 3_600_000),
    stateDir: values.state,
    recordFile: values.record,
    readyFile: values['ready-file'],
    parentPid: whole('parent', values.parent, 2 ** 31 - 1),
  };
}

function fail(error: unknown, status: number): never {
  console.error(error instanceof Error ? error.message : String(error));
  if (status === 2) console.error(`usage: ${usage}`);
  process.exit(status);
}

/** Calls `gone` when the process with this id no longer lives. */
function watchParent(pid: number, gone: () => void): void {
  const timer = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      clearInterval(timer);
      gone();
    }
  }, 1000);
  timer.unref();
}

async function main(): Promise<void> {
  let options: Arguments;
  try {
    options = readArguments();
    if (options.recordFile) appendFileSync(options.recordFile, '', { mode: 0o600 });
  } catch (error) {
    fail(error, 2);
  }
  const emulator = await createEmulator(options);
  // It holds passwords, if made-up ones, and the key to the controls.
  if (options.readyFile) {
    writeFileSync(options.readyFile, `${JSON.stringify(emulator.endpoints)}\n`, { mode: 0o600 });
    // One that was there before keeps its mode otherwise.
    chmodSync(options.readyFile, 0o600);
  }
  // What is printed ends up in logs: the controls are for those who can read the file.
  const { controlSecret: _, ...printed } = emulator.endpoints;
  process.stdout.write(`${JSON.stringify(printed)}\n`);
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    emulator.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error, 1),
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
  if (options.parentPid !== undefined) watchParent(options.parentPid, close);
}

main().catch((error: unknown) => fail(error, 1));
