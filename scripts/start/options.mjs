import { parseArgs } from 'node:util';
import { Problem } from './problem.mjs';

export const usage = `npm start -- [options]
  --port N             port of the portal on this machine (3000)
  --as WHO             whom to be in the emulated tenant: owner, vm-contributor, managed-identity-operator,
                       rbac-administrator, reader, nobody, or a user principal name (owner)
  --scenario NAME      contoso, empty, or scale:N for an estate of N resources (contoso)
  --no-emulator-state  start from the scenario every time; otherwise changes last until the next start
  --open               open the browser when it is ready
  --azure              your real Azure, with the credential you are signed in with
  --dev                reload on change, for working on Keyless itself
  --help`;

const known = {
  port: { type: 'string', default: '3000' },
  as: { type: 'string', default: 'owner' },
  scenario: { type: 'string', default: 'contoso' },
  'no-emulator-state': { type: 'boolean', default: false },
  open: { type: 'boolean', default: false },
  host: { type: 'string', default: '127.0.0.1' },
  azure: { type: 'boolean', default: false },
  dev: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** The command line as an object; a Problem for what it does not know. */
export function parseOptions(args) {
  const values = parse(args, known);
  const port = portOf(values.port);
  if (!['127.0.0.1', 'localhost'].includes(values.host)) {
    throw new Problem(
      `Keyless listens on 127.0.0.1 only, not on "${values.host}", because whoever reaches it could act with your rights in Azure.`,
    );
  }
  if (!/^(contoso|empty|scale:[1-9]\d{0,6})$/.test(values.scenario)) {
    throw new Problem(`--scenario is contoso, empty or scale:N, not "${values.scenario}".`);
  }
  return {
    port,
    person: values.as,
    scenario: values.scenario,
    keepState: !values['no-emulator-state'],
    open: values.open,
    azure: values.azure,
    dev: values.dev,
    help: values.help,
  };
}

/** The command line of `npm run link`. */
export function parseLinkOptions(args) {
  const { port } = parse(args, { port: known.port });
  return { port: portOf(port) };
}

function portOf(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Problem(`--port takes a number from 1 to 65535, not "${text}".`);
}

function parse(args, options) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Problem(`${error.message.split('. ')[0]}; see npm start -- --help.`);
  }
}
