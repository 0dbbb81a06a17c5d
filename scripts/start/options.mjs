import { parseArgs } from 'node:util';
import { Problem } from './problem.mjs';

export const usage = `npm start -- [options]
  --port N             port of the portal on this machine (3000)
  --as WHO             whom to be in the emulated tenant: owner, vm-contributor, managed-identity-operator,
                       rbac-administrator, reader, nobody, or a user principal name (owner)
  --scenario NAME      contoso, empty, or scale:N for an estate of N resources (contoso)
  --no-emulator-state  start from the scenario every time; otherwise changes last until the next start
  --azure              your real Azure, with the credential you are signed in with
  --dev                reload on change, for working on Keyless itself
  --help`;

const known = {
  port: { type: 'string', default: '3000' },
  as: { type: 'string', default: 'owner' },
  scenario: { type: 'string', default: 'contoso' },
  'no-emulator-state': { type: 'boolean', default: false },
  azure: { type: 'boolean', default: false },
  dev: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** The command line as an object; a Problem for what it does not know. */
export function parseOptions(args) {
  const values = parse(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(`--port takes a number from 1 to 65535, not "${values.port}".`);
  }
  if (!/^(contoso|empty|scale:[1-9]\d{0,6})$/.test(values.scenario)) {
    throw new Problem(`--scenario is contoso, empty or scale:N, not "${values.scenario}".`);
  }
  return {
    port,
    person: values.as,
    scenario: values.scenario,
    keepState: !values['no-emulator-state'],
    azure: values.azure,
    dev: values.dev,
    help: values.help,
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: known }).values;
  } catch (error) {
    throw new Problem(`${error.message.split('. ')[0]}; see npm start -- --help.`);
  }
}
