import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installFrontDoor } from './front-door';
import { maxBodyBytes } from './max-body';
import { markReached } from './reached';

let port = 0;
let reachedNext = 0;

/** Stands for Next: reads the body late, as Next does behind a proxy, and fails when it is told to. */
const server = http.createServer(async (request, response) => {
  reachedNext += 1;
  await new Promise(setImmediate);
  if (request.url === '/entry') markReached();
  let sizeBytes = 0;
  for await (const part of request) sizeBytes += part.length;
  response.statusCode = Number(request.headers['x-answer'] ?? 200);
  if (request.url === '/passed-on') response.setHeader('x-keyless-misread', '1');
  response.end(`${request.method} ${sizeBytes}`);
});

beforeAll(async () => {
  installFrontDoor();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Answer {
  status: number;
  text: string;
}

/** One after the other over the same connection. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function ask(
  method: string,
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.once('error', reject);
    if (body) request.write(body);
    request.end();
  });
}

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => {
      answer += part;
    });
    socket.on('end', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

describe('the front door', () => {
  it.each(['TRACE', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])('does not know %s', async (method) => {
    expect((await ask(method, '/')).status).toBe(405);
  });

  it.each(['/%', '/a%E0%A4%A', '/%00', '/%5C', '/a%ff?b', '//a%'])('refuses the path %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(400);
  });

  it('leaves what people type behind a question mark alone', async () => {
    expect(await ask('GET', '/?q=50%')).toEqual({ status: 200, text: 'GET 0' });
  });

  it('refuses another server’s address, and several hosts', async () => {
    expect(await raw('GET http://evil.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain(
      ' 400 ',
    );
    expect(await raw('GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\nConnection: close\r\n\r\n')).toContain(' 400 ');
    expect(await raw('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain(' 200 ');
  });

  it.each([0, 1, 70_000, maxBodyBytes])('passes on a body of %d bytes whole', async (sizeBytes) => {
    const body = Buffer.alloc(sizeBytes, 'a');
    for (const headers of [{ 'content-length': sizeBytes }, { 'transfer-encoding': 'chunked' }])
      expect(await ask('POST', '/', headers, body)).toEqual({ status: 200, text: `POST ${sizeBytes}` });
  });

  it('answers 413 to a larger one, before Next hears of it', async () => {
    const before = reachedNext;
    const body = Buffer.alloc(maxBodyBytes + 1, 'a');
    for (const headers of [{ 'content-length': body.length }, { 'transfer-encoding': 'chunked' }]) {
      expect((await ask('POST', '/', headers, body)).status).toBe(413);
      expect((await ask('GET', '/', headers, body)).status).toBe(413);
    }
    expect(reachedNext).toBe(before);
  });

  it('says that the client is wrong when Next fails before any entry was reached', async () => {
    expect((await ask('POST', '/', { 'x-answer': '500' })).status).toBe(400);
    expect((await ask('GET', '/', { 'x-answer': '500', 'next-router-state-tree': 'x' })).status).toBe(400);
    expect((await ask('POST', '/passed-on')).status).toBe(400);
    expect((await ask('POST', '/entry', { 'x-answer': '500' })).status).toBe(500);
    expect((await ask('GET', '/', { 'x-answer': '500' })).status).toBe(500);
    expect((await ask('POST', '/', { 'x-answer': '202' })).status).toBe(202);
  });
});
