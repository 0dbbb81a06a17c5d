import 'server-only';
import type { z } from 'zod';
import { BadRequest, BodyTooLarge } from './guard';
import { maxBodyBytes } from './max-body';

/**
 * The JSON body of a request, parsed. Throws BadRequest for anything else, BodyTooLarge above the limit without having
 * read more. The media type is asked for because a foreign page cannot send it without the browser asking first.
 */
export async function jsonBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim();
  if (mediaType !== 'application/json') throw new BadRequest('Send application/json.');
  const text = await textOf(request);
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadRequest(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}

async function textOf(request: Request): Promise<string> {
  if (request.body === null) return '';
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of request.body) {
    sizeBytes += part.byteLength;
    if (sizeBytes > maxBodyBytes) throw new BodyTooLarge('The request is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
