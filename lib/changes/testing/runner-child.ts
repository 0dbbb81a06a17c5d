import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ClientSecretCredential } from '@azure/identity';
import { z } from 'zod';
import { createClients } from '@/lib/azure/clients';
import { sharedTokens } from '@/lib/azure/credential';
import { azureWriterOf } from '@/lib/azure/write/arm-writer';
import { Runner } from '@/lib/changes/run/runner';
import { bindStep } from '@/lib/changes/steps/all-steps';
import { idsOnly } from '@/lib/changes/steps/names';
import { openStore } from '@/lib/store/database';
import { OperationStore } from '@/lib/store/operations';

// A portal's runner in a process of its own, to be killed: takes up what was left, then runs a new plan.

const input = z
  .object({
    folder: z.string(),
    endpoint: z.string(),
    authority: z.string(),
    caFile: z.string(),
    tenantId: z.string(),
    clientId: z.string(),
    secret: z.string(),
    operationId: z.string(),
    steps: z.array(
      z.object({ kind: z.string(), input: z.record(z.string(), z.unknown()), stage: z.number() }),
    ),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

setDefaultCACertificates([...getCACertificates('default'), readFileSync(input.caFile, 'utf8')]);
const credential = sharedTokens(
  new ClientSecretCredential(input.tenantId, input.clientId, input.secret, {
    authorityHost: input.authority,
    disableInstanceDiscovery: true,
  }),
);
const clients = createClients(credential, {
  endpoint: input.endpoint,
  graphEndpoint: input.endpoint,
  concurrency: 8,
});
const store = new OperationStore(await openStore({ databaseUrl: '', dataFolder: input.folder }));
const person = { tenantId: 't', objectId: 'o' };
const settings = {
  retryBaseMs: 5,
  retryMaxMs: 50,
  maxAttempts: 8,
  concurrency: 4,
  leaseMs: 60,
  rolePauses: 0,
  rolePauseMs: 0,
};
const azure = azureWriterOf(clients, input.tenantId);
const runner = new Runner({ store, person, azure, settings, changed: () => {} });

if (input.steps.length > 0) {
  await store.create({
    id: input.operationId,
    ...person,
    who: 'Ada',
    title: 'A plan',
    correlationId: crypto.randomUUID(),
    undoOf: '',
    planHash: '',
    steps: input.steps.map((step) => {
      const bound = bindStep(step);
      return { ...step, title: bound.ok ? bound.step.title(idsOnly) : '' };
    }),
  });
  // From here on it is promised.
  process.stdout.write('stored\n');
}
/** Takes up what nobody works on; true when nothing is left to do. */
async function hasEndedNow(): Promise<boolean> {
  await runner.resume();
  const operations = await store.list(person, 1000);
  return !operations.some(({ state }) => state === 'waiting' || state === 'running');
}

await new Promise<void>((resolve, reject) => {
  const timer = setInterval(() => {
    hasEndedNow().then((done) => {
      if (!done) return;
      clearInterval(timer);
      resolve();
    }, reject);
  }, 10);
});
process.stdout.write('done\n');
process.exit(0);
