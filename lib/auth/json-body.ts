import 'server-only';
import type { z } from 'zod';
import { BadRequest } from './guard';

const maxBytes = 4 * 1024 * 1024;

/**
 * The JSON body of a request, parsed. Throws BadRequest for anything else. The media type is asked for because a foreign
 * page cannot send it without the browser asking first.
 */
export async function jsonBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim();
  if (mediaType !== 'application/json') throw new BadRequest('Send application/json.');
  const text = await request.text();
  if (text.length > maxBytes) throw new BadRequest('The request is too large.');
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
