import 'server-only';
import { gzipSync } from 'node:zlib';
import { tableNames, type TableName } from './schema';

/** Below this a packet carries it anyway. */
const worthPackingBytes = 1400;

export function acceptsGzip(request: Request): boolean {
  return /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
}

/** The browser keeps the answer, for this person only, and asks each time whether it still holds. */
const revalidated = { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding' } as const;

export function isUnchanged(request: Request, tag: string): boolean {
  return (request.headers.get('if-none-match') ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

export function unchanged(tag: string): Response {
  return new Response(null, { status: 304, headers: { ...revalidated, ETag: tag } });
}

/** A JSON answer named by `tag`; 304 when the browser has it. `make` is not called then. */
export function taggedJson(request: Request, tag: string, make: () => unknown): Response {
  if (isUnchanged(request, tag)) return unchanged(tag);
  const text = JSON.stringify(make());
  const headers = { ...revalidated, ETag: tag, 'Content-Type': 'application/json; charset=utf-8' };
  if (text.length < worthPackingBytes || !acceptsGzip(request)) return new Response(text, { headers });
  return new Response(gzipSync(text, { level: 4 }), { headers: { ...headers, 'Content-Encoding': 'gzip' } });
}

export function isTableName(text: string): text is TableName {
  return tableNames.some((name) => name === text);
}
