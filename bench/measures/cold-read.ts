import path from 'node:path';
import { openEnvironment } from '../bench-environment.ts';
import { atMost, type Figure, plain, round } from '../figure.ts';
import { untilReady } from '../portal-api.ts';
import { type RawRequest, readRaw, recordedRequests } from '../raw-reader.ts';

const scenario = 'scale:10000';
/** As many calls at a time as the portal makes, see KEYLESS_CONCURRENCY. */
const concurrency = 24;

/** A fresh portal that reads an estate of 10,000 machines, against the least any client must do for the same lists. */
export async function* coldRead(): AsyncGenerator<Figure> {
  const requests = await whatThePortalReads();
  yield plain(`lists read for ${scenario}`, String(requests.length));
  for (const latencyMs of [0, 30]) {
    const environment = await openEnvironment(scenario, { latencyMs });
    try {
      // Once for both: the emulator's code is compiled when it is run.
      await readRaw(environment.emulator, requests, concurrency);
      const portal = await environment.startPortal();
      const portalMs = await untilReady(portal);
      const rawMs = await readRaw(environment.emulator, requests, concurrency);
      const at = `${scenario}, ${latencyMs} ms a call`;
      yield plain(`cold read, ${at}: portal`, `${round(portalMs / 1000)} s`);
      yield plain(`cold read, ${at}: bare HTTPS`, `${round(rawMs / 1000)} s`);
      yield atMost(`cold read, ${at}: ratio`, portalMs / rawMs, 1.3, '×');
    } finally {
      await environment.close();
    }
  }
}

async function whatThePortalReads(): Promise<RawRequest[]> {
  const environment = await openEnvironment(scenario, { record: true });
  try {
    const portal = await environment.startPortal();
    await untilReady(portal);
    return recordedRequests(path.join(environment.folder, 'traffic.jsonl'));
  } finally {
    await environment.close();
  }
}
