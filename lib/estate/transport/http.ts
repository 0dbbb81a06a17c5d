import 'server-only';
import { type TableName, tableNames } from '@/lib/model/schema';

/** The browser keeps the answer, for this person only, and asks each time whether it still holds. */
const revalidated = { 'Cache-Control': 'private, no-cache' } as const;

export function isUnchanged(request: Request, tag: string): boolean {
  return (request.headers.get('if-none-match') ?? '')
    .split(',')
    .some((one) => one.trim().replace(/^W\//, '') === tag);
}

export function unchanged(tag: string): Response {
  return new Response(null, { status: 304, headers: { ...revalidated, ETag: tag } });
}

/** A JSON answer named by `tag`; 304 when the browser has it. `make` is not called then. */
export function taggedJson(request: Request, tag: string, make: () => unknown): Response {
  if (isUnchanged(request, tag)) return unchanged(tag);
  const headers = { ...revalidated, ETag: tag, 'Content-Type': 'application/json; charset=utf-8' };
  return new Response(JSON.stringify(make()), { headers });
}

export function isTableName(text: string): text is TableName {
  return tableNames.some((name) => name === text);
}
