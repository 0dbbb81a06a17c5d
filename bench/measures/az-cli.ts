import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openEnvironment } from '../bench-environment.ts';
import { atLeast, type Figure, plain, round } from '../figure.ts';
import { untilReady } from '../portal-api.ts';

const scenario = 'scale:10000';
const listCommands = [
  ['vm', 'list'],
  ['identity', 'list'],
  ['role', 'assignment', 'list', '--all'],
];

/** The same inventory with the Azure CLI: three lists in each subscription, one after the other. */
export async function* azCli(): AsyncGenerator<Figure> {
  if (spawnSync('az', ['version']).status !== 0) {
    yield plain('the same lists with az', 'az not installed');
    return;
  }
  const environment = await openEnvironment(scenario);
  try {
    const portal = await environment.startPortal();
    const portalMs = await untilReady(portal);
    const { ready } = environment.emulator;
    const az = azFor(environment.folder, ready.caFile);
    az(['cloud', 'register', '-n', 'KeylessBench', '--cloud-config', `@${ready.azCloudConfig}`]);
    az(['cloud', 'set', '-n', 'KeylessBench']);
    const [operator] = ready.servicePrincipals;
    if (!operator) throw new Error(`${scenario} has no service principal`);
    az([
      'login',
      '--service-principal',
      '-u',
      operator.clientId,
      '-p',
      operator.secret,
      '--tenant',
      ready.tenantId,
    ]);
    const startedAt = performance.now();
    for (const id of ready.subscriptions) {
      for (const command of listCommands) az([...command, '--subscription', id]);
    }
    const azMs = performance.now() - startedAt;
    yield plain(`inventory of ${scenario} with az`, `${round(azMs / 1000)} s`);
    yield atLeast('az takes as many times as long as the portal', azMs / portalMs, 20, '×');
  } catch (error) {
    if (!(error instanceof AzFailed)) throw error;
    yield plain('the same lists with az', error.message);
  } finally {
    await environment.close();
  }
}

/** An az whose parts do not fit together, as in Debian's package, fails by itself: that is no figure of ours. */
class AzFailed extends Error {}

/** az with a configuration of its own and no telemetry. Throws with what az said when it fails. */
function azFor(folder: string, caFile: string): (args: string[]) => void {
  const config = path.join(folder, 'az');
  mkdirSync(config);
  const env = {
    ...process.env,
    AZURE_CONFIG_DIR: config,
    REQUESTS_CA_BUNDLE: caFile,
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_ERROR_RECOMMENDATION: 'off',
    AZURE_CORE_SURVEY_MESSAGE: 'no',
    AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
  };
  return (args) => {
    const { status, stderr } = spawnSync('az', [...args, '-o', 'none'], { env, encoding: 'utf8' });
    if (status === 0) return;
    const said = stderr
      .split('\n')
      .find((line) => /^(?:ERROR: )?[A-Z]\w*(?:Error|Exception)?: .+/.test(line));
    throw new AzFailed(`az ${args.slice(0, 3).join(' ')}: ${said ?? stderr.slice(-300)}`);
  };
}
