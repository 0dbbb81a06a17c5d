import http from 'node:http';

export interface RawRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Status of the answer, and what of its body came with it. Sent as it is: no client in between mends or refuses it. */
export function statusOf(portalUrl: string, { method, path, headers, body }: RawRequest): Promise<number> {
  const { port, host } = new URL(portalUrl);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, method, path, headers: { host, ...headers }, agent: false },
      (response) => {
        // Streams do not end by themselves.
        response.destroy();
        resolve(response.statusCode ?? 0);
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}

/** Sends `sizeBytes` unless the answer comes first, with or without saying so before. */
export function statusOfUpload(
  portalUrl: string,
  { method, path, headers }: RawRequest,
  sizeBytes: number,
  says: boolean,
): Promise<number> {
  const { port, host } = new URL(portalUrl);
  const length = says ? { 'content-length': String(sizeBytes) } : {};
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, method, path, headers: { host, ...headers, ...length }, agent: false },
      (response) => {
        request.destroy();
        resolve(response.statusCode ?? 0);
      },
    );
    request.once('error', reject);
    const part = Buffer.alloc(64 * 1024, 'a');
    let sentBytes = 0;
    const send = () => {
      while (sentBytes < sizeBytes && !request.destroyed) {
        sentBytes += part.length;
        if (!request.write(part)) {
          request.once('drain', send);
          return;
        }
      }
      request.end();
    };
    send();
  });
}
