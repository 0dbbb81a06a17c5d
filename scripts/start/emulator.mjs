import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startChild } from './children.mjs';
import { withoutAzure } from './environment.mjs';
import { root } from './places.mjs';
import { Problem } from './problem.mjs';
import { until } from './until.mjs';

/** Starts the emulator on a free port and returns what it says about itself in its ready file. */
export async function startEmulator({ node, folder, scenario, keepState, onExit }) {
  const readyFile = path.join(folder, 'emulator.json');
  rmSync(readyFile, { force: true });
  const args = ['emulator/main.ts', '--port', '0', '--scenario', scenario, '--ready-file', readyFile];
  if (keepState) {
    const state = path.join(folder, 'state', scenario.replace(':', '-'));
    mkdirSync(state, { recursive: true });
    args.push('--state', state);
  }
  const entry = startChild('emulator', node, args, {
    cwd: root,
    env: withoutAzure(process.env),
    log: path.join(folder, 'emulator.log'),
    onExit,
  });
  return until(() => readReady(readyFile), {
    timeoutMs: 60_000,
    ended: () => entry.ended !== null,
    failure: `The emulator did not become ready within a minute; its log is ${entry.log}.`,
  });
}

/** Null until the whole file is there. */
function readReady(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** The person of the scenario meant by `who`: a role's short name, a user principal name or a display name. */
export function choosePerson(people, who) {
  const wanted = who.toLowerCase();
  const found = people.find((person) =>
    [person.roles[0], person.upn, person.name].some((name) => name?.toLowerCase() === wanted),
  );
  if (found) return found;
  const choices = people.map((person) => person.roles[0] ?? person.upn).join(', ');
  throw new Problem(`Nobody in this scenario is "${who}": choose one of ${choices}.`);
}
