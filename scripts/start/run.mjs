import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureAzureCredential } from './azure.mjs';
import { ensureBuilt } from './build.mjs';
import { stopChildren } from './children.mjs';
import { choosePerson, startEmulator } from './emulator.mjs';
import { azureEnvironment, emulatorEnvironment } from './environment.mjs';
import { ensureInstalled } from './install.mjs';
import { openBrowser } from './open-browser.mjs';
import { parseOptions, usage } from './options.mjs';
import { workFolder } from './places.mjs';
import { ensurePortFree } from './port.mjs';
import { startPortal } from './portal.mjs';
import { sentence } from './problem.mjs';
import { forgetSecret, keepSecret } from './secret-file.mjs';
import { newLocalSecret, sessionLink } from './session-link.mjs';
import { stopSteps } from './step.mjs';

/** Brings Keyless up and keeps it up until a signal, or the end of one of its two programs. */
export async function run(args) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
  process.on('uncaughtException', giveUp);
  process.on('unhandledRejection', giveUp);
  try {
    const options = parseOptions(args);
    if (options.help) console.log(usage);
    else await bringUp(options);
  } catch (error) {
    giveUp(error);
  }
}

async function bringUp(options) {
  const say = (line) => console.log(line);
  await ensurePortFree(options.port);
  // A folder for each port: two portals side by side do not share an emulator, nor its state.
  const folder = path.join(workFolder, String(options.port));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const node = await ensureInstalled(say);
  if (!options.dev) await ensureBuilt(node, say);
  const data = path.join(folder, 'data');
  // An emulated Azure that starts afresh knows nothing of what was done to the one before.
  if (!options.azure && !options.keepState) rmSync(data, { recursive: true, force: true });
  const azure = options.azure ? await realAzure(node, say) : await emulatedAzure(options, node, folder, say);
  const secret = newLocalSecret();
  const env = {
    ...azure,
    KEYLESS_DATA_FOLDER: azure.KEYLESS_DATA_FOLDER ?? data,
    KEYLESS_LOCAL_SECRET: secret,
  };
  await startPortal({ node, port: options.port, dev: options.dev, env, folder, onExit: giveUp });
  keepSecret(options.port, secret);
  forget = () => forgetSecret(options.port);
  say(`Keyless is ready at ${sessionLink(options.port, secret)}`);
  say('The link works once, within an hour; "npm run link" prints another. Press Ctrl-C to stop.');
  if (options.open) openBrowser(sessionLink(options.port, secret), folder);
}

async function realAzure(node, say) {
  const env = azureEnvironment(process.env);
  await ensureAzureCredential(node, env);
  say('Using your own Azure; whatever you confirm in the portal happens there.');
  return env;
}

async function emulatedAzure({ scenario, keepState, person: who }, node, folder, say) {
  const ready = await startEmulator({ node, folder, scenario, keepState, onExit: giveUp });
  const person = choosePerson(ready.people, who);
  say(`Using the emulated Azure "${scenario}" as ${person.name} (${person.upn}).`);
  return emulatorEnvironment(process.env, ready, person);
}

let stopping = false;
/** Takes the secret off the disk again; nothing to do before it is there. */
let forget = () => {};

async function stop(exitCode) {
  if (stopping) return;
  stopping = true;
  stopSteps();
  forget();
  await stopChildren();
  process.exit(exitCode);
}

function giveUp(error) {
  if (stopping) return;
  console.error(sentence(error));
  stop(1);
}
