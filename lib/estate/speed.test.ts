import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { expect, it } from 'vitest';
import { UsernamePasswordCredential } from '@azure/identity';
import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { armSourceOf } from '@/lib/azure/arm-source';
import { createClients } from '@/lib/azure/clients';
import { sharedTokens } from '@/lib/azure/credential';
import { Snapshot } from './snapshot';
import { until } from './testing/emulated-estate';
import { tableStream } from './table-stream';
import { summarize } from './summarize';

const size = process.env.SIZE ?? '10000';
const latency = process.env.LATENCY ?? '0';
it('speed', { timeout: 300_000 }, async () => {
  const ready = `/tmp/est/ready-${size}.json`;
  rmSync(ready, { force: true });
  const child = spawn('node_modules/.bin/node', ['emulator/main.ts', '--port', '0', '--scenario', `scale:${size}`, '--ready-file', ready, '--latency', latency], { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    let e: any;
    while (!e) { try { e = JSON.parse(readFileSync(ready, 'utf8')); } catch { await new Promise((r) => setTimeout(r, 200)); } }
    setDefaultCACertificates([...getCACertificates('default'), readFileSync(e.caFile, 'utf8')]);
    const p = e.people[0];
    const credential = sharedTokens(new UsernamePasswordCredential(e.tenantId, '04b07795-8ddb-461a-bbee-02f9e1bf7b46', p.upn, p.password, { authorityHost: e.authority, disableInstanceDiscovery: true }));
    const token = (await credential.getToken('https://management.azure.com/.default'))?.token;
    const run = async () => {
      const clients = createClients(credential, { endpoint: e.resourceManager, graphEndpoint: e.graph, concurrency: 24 });
      const urls: string[] = [];
      clients.arm; 
      const source = armSourceOf(clients, e.tenantId, { AZURE_RESOURCE_MANAGER_ENDPOINT: e.resourceManager, AZURE_GRAPH_ENDPOINT: e.graph });
      const snapshot = new Snapshot({ source, tenantId: e.tenantId, intervalMs: 3_600_000, limitPerMinute: 1e9 });
      const started = performance.now();
      snapshot.touch();
      let first = 0; let bytes = 0;
      const stream = tableStream(snapshot, 'hosts', { since: 0, gzip: true, signal: new AbortController().signal });
      const reading = (async () => { for await (const chunk of stream) { bytes += chunk.length; } })();
      await until(snapshot, () => { if (!first && snapshot.progress.hosts > 0) first = performance.now() - started; return snapshot.state !== 'loading'; }, 280_000);
      const total = performance.now() - started;
      await reading;
      return { snapshot, first, total, bytes, urls };
    };
    globalThis.gc?.();
    const rss0 = process.memoryUsage().rss;
    const a = await run();
    console.log(`cold: first rows ${a.first.toFixed(0)} ms, complete ${a.total.toFixed(0)} ms, calls ${a.snapshot.settings.source.calls.total}, rss ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB (was ${(rss0 / 1e6).toFixed(0)}), heap ${(process.memoryUsage().heapUsed/1e6).toFixed(0)}, loading stream gzip ${a.bytes}`, a.snapshot.state, a.snapshot.faults[0], a.snapshot.progress);
    globalThis.gc?.(); console.log('after gc', JSON.stringify(process.memoryUsage()));
    for (const t of ['hosts', 'identities', 'grants'] as const) {
      for (const gzip of [true, false]) {
        const s = performance.now(); let n = 0;
        for await (const c of tableStream(a.snapshot, t, { since: 0, gzip, signal: new AbortController().signal })) n += c.length;
        console.log(t, gzip ? 'gzip' : 'plain', n, `${(performance.now() - s).toFixed(0)} ms`);
      }
    }
    let s = performance.now();
    const caller: any = { name: '', objectId: '', tenantId: '', credential };
    summarize(a.snapshot, caller, '');
    console.log('summary', (performance.now() - s).toFixed(0), 'ms');
    // raw: same pages
    const subs = a.snapshot.view.subscriptions.map((x) => x.subscriptionId);
    const agent = new Agent({ keepAlive: true, maxSockets: 24 });
    const get = (url: string): Promise<any> => new Promise((resolve, reject) => {
      const r = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (res) => { const parts: Buffer[] = []; res.on('data', (d) => parts.push(d)); res.on('end', () => { const b = JSON.parse(Buffer.concat(parts).toString()); if (!b.value) console.log(url, b); resolve(b); }); });
      r.on('error', reject); r.end();
    });
    const raw = async () => {
      const started = performance.now(); let calls = 0; let rows = 0;
      const list = async (url: string) => { let next: string | undefined = url; while (next) { const b: any = await get(next); calls++; rows += b.value.length; next = b.nextLink; } };
      await get(`${e.resourceManager}/subscriptions?api-version=2022-12-01`); calls++;
      const P = 'providers/Microsoft.';
      const work = ([
        ...['Compute/virtualMachines?api-version=2026-04-01', 'ManagedIdentity/userAssignedIdentities?api-version=2024-11-30', 'Authorization/roleAssignments?api-version=2022-04-01'].map((x) => (id: string) => list(`${e.resourceManager}/subscriptions/${id}/${P}${x}`)),
        (id: string) => list(`${e.resourceManager}/subscriptions/${id}/resources?api-version=2025-04-01&$expand=createdTime,changedTime`),
        (id: string) => list(`${e.resourceManager}/subscriptions/${id}/${P}Authorization/roleDefinitions?api-version=2022-04-01${id === subs[0] ? '' : "&$filter=type%20eq%20'CustomRole'"}`),
        (id: string) => list(`${e.resourceManager}/subscriptions/${id}/${P}Authorization/denyAssignments?api-version=2022-04-01`),
        (id: string) => list(`${e.resourceManager}/subscriptions/${id}/${P}KeyVault/vaults?api-version=2023-07-01`),
        (id: string) => list(`${e.resourceManager}/subscriptions/${id}/${P}Compute/virtualMachines?api-version=2026-04-01&statusOnly=true`),
      ]).flatMap((f) => subs.map((id) => () => f(id)));
      await Promise.all(work.map((w) => w()));
      const fed: number[] = [...a.snapshot.records.federated.keys()];
      await Promise.all(fed.map((row) => list(`${e.resourceManager}${a.snapshot.records.identityId(row)}/federatedIdentityCredentials?api-version=2024-11-30`)));
      return { ms: performance.now() - started, calls, rows };
    };
    const r1 = await raw();
    const r2 = await raw();
    console.log('raw', r1, r2);
    a.snapshot.close();
    const b = await run();
    console.log(`second cold: first ${b.first.toFixed(0)}, complete ${b.total.toFixed(0)} ratio ${(b.total / r2.ms).toFixed(2)}`);
    b.snapshot.close();
  } finally {
    child.kill();
  }
  expect(1).toBe(1);
});
