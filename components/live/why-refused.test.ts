import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { whyRefused } from '@/components/live/why-refused';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portalThat(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It has no port.');
  return `http://127.0.0.1:${address.port}/api/estate/changes`;
}

it('reads why the portal refuses the stream', async () => {
  const url = await portalThat((response) => {
    response.writeHead(401, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ fault: { code: 'NoSession', message: 'Open the link.', status: 401 } }));
  });
  expect(await whyRefused(url)).toMatchObject({ code: 'NoSession', message: 'Open the link.', status: 401 });
});

it('finds nothing wrong with a stream, and does not keep it', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const url = await portalThat((response) => {
    response.on('close', resolve);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: {}\n\n');
  });
  expect(await whyRefused(url)).toBeNull();
  await closed;
});

it('says nothing of a portal that is not there: that is no refusal', async () => {
  const url = await portalThat(() => {});
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  expect(await whyRefused(url)).toBeNull();
});
