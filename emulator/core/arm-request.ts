import JSON5 from 'json5';
import { ArmError } from './contract/errors.ts';
import * as refuse from './rules/arm-errors.ts';

/** The JSON body of a request; undefined without one. Throws what Azure answers for other media types and malformed JSON. */
export function parseBody(text: string, headers: Headers, readsTemplates: boolean): unknown {
  if (text.trim() === '') return undefined;
  const mediaType =
    (headers.get('content-type') ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType !== 'application/json' && mediaType !== 'text/json' && !mediaType.endsWith('+json')) {
    throw refuse.unsupportedMediaType(mediaType);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const lenient = readsTemplates ? parseTemplateJson(text) : undefined;
    if (lenient !== undefined) return lenient;
    throw refuse.invalidContent(
      error instanceof Error ? error.message.replaceAll("'", '"') : 'Invalid JSON.',
    );
  }
}

/** Templates may have comments, and az sends the name before one without quotes: JSON5 allows both. */
function parseTemplateJson(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}

/** Path segments, percent-decoded. */
export function decode(path: string): string[] {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    throw new ArmError(400, 'InvalidRequestUri', 'The request URI is malformed.', { gateway: true });
  }
}

/** The api-version of the query. Throws Azure's 400 when it is missing or malformed. */
export function apiVersionOf(query: URLSearchParams): string {
  for (const [name, value] of query) {
    if (name.toLowerCase() !== 'api-version' || value === '') continue;
    if (!/^\d{4}-\d{2}-\d{2}(-\w+)*$/.test(value)) throw refuse.invalidApiVersion(value);
    return value;
  }
  throw refuse.missingApiVersion();
}
