import { expect, it } from 'vitest';
import { jsonReply, type NoAnswer, type Outcome } from './contract/http.ts';
import { Faults } from './faults.ts';
import { struck } from './front.ts';
import { Network } from './network.ts';

const machineId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm';

function networkOf(faults: Faults): Network {
  const network = new Network();
  const host = {
    answer: async (): Promise<Outcome> => jsonReply(200, { ok: true }),
    refuse: (status: number) => jsonReply(status, {}),
  };
  network.serve(
    (name) => name === '169.254.169.254',
    (request) => struck(request, faults, host),
  );
  return network;
}

async function send(network: Network, url: string, bypassesProxy = false) {
  const why: NoAnswer[] = [];
  const outbound = { method: 'GET', url: new URL(url), headers: new Headers(), body: '' };
  const reply = await network.send(machineId, {
    ...outbound,
    bypassesProxy,
    onNoAnswer: (reason) => why.push(reason),
  });
  return reply ? reply.status : why;
}

it('says why there is no answer', async () => {
  const faults = new Faults();
  const network = networkOf(faults);
  const imds = 'http://169.254.169.254/metadata/instance';
  for (const kind of ['reset', 'refused', 'stall', 'tls'] as const) faults.add({ kind, machine: machineId });
  const seen: unknown[] = [];
  for (let asked = 0; asked < 4; asked += 1) seen.push(await send(network, imds));
  expect(seen).toEqual([['reset'], ['refused'], ['timeout'], ['tls']]);
  expect(await send(network, 'https://nowhere.example/')).toEqual(['unresolved']);
  expect(await send(network, imds)).toBe(200);
});

it('lets those pass who bypass the proxy of their environment', async () => {
  const faults = new Faults();
  faults.add({ kind: 'proxy', match: '/metadata/', status: 403 });
  const network = networkOf(faults);
  const imds = 'http://169.254.169.254/metadata/instance';
  expect(await send(network, imds, true)).toBe(200);
  expect(await send(network, imds)).toBe(403);
  expect(await send(network, imds)).toBe(200);
});
