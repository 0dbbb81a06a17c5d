import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { z } from 'zod';
import type { Ready } from '../../e2e/environment/emulator.ts';
import { openEnvironment } from '../bench-environment.ts';
import { atLeast, atMost, type Figure, percentile } from '../figure.ts';
import { residentMegabytes } from '../resident-memory.ts';

const pages = 200;
const tokens = 2000;
const atOnce = 16;
const apiVersion = '2024-07-01';

/** What a client feels of the emulated Azure itself, and what it costs to start. */
export async function* emulatorSpeed(): AsyncGenerator<Figure> {
  const startedAt = performance.now();
  const environment = await openEnvironment('scale:10000');
  try {
    yield atMost('emulator, scale:10000: start', (performance.now() - startedAt) / 1000, 3, 's');
    const { ready } = environment.emulator;
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(ready.caFile, 'utf8')]);
    const authorization = `Bearer ${await token(ready)}`;
    const took: number[] = [];
    for (let asked = 0; asked < pages; asked += 1) {
      const subscription = ready.subscriptions[asked % ready.subscriptions.length] ?? '';
      const url = `${ready.resourceManager}/subscriptions/${subscription}/providers/Microsoft.Compute/virtualMachines?api-version=${apiVersion}`;
      const askedAt = performance.now();
      const response = await fetch(url, { headers: { authorization } });
      await response.text();
      if (!response.ok) throw new Error(`The list answered ${response.status}`);
      took.push(performance.now() - askedAt);
    }
    yield atMost(
      'emulator, scale:10000: first page of a list, 95th percentile',
      percentile(took, 0.95),
      50,
      'ms',
    );
    const issuedAt = performance.now();
    let left = tokens;
    const worker = async () => {
      for (; left > 0; left -= 1) await token(ready);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const seconds = (performance.now() - issuedAt) / 1000;
    yield atLeast('emulator: tokens a second', tokens / seconds, 500, '');
  } finally {
    await environment.close();
  }
  const largeAt = performance.now();
  const large = await openEnvironment('scale:100000');
  try {
    yield atMost('emulator, scale:100000: start', (performance.now() - largeAt) / 1000, 15, 's');
    const memory = residentMegabytes(large.emulator.pid ?? 0);
    if (memory !== null) yield atMost('emulator, scale:100000: memory', memory, 1000, 'MB');
  } finally {
    await large.close();
  }
}

async function token({ authority, tenantId, servicePrincipals }: Ready): Promise<string> {
  const [application] = servicePrincipals;
  const response = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: application?.clientId ?? '',
      client_secret: application?.secret ?? '',
      scope: 'https://management.azure.com/.default',
    }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}
