import 'server-only';
import type { ServiceClient } from '@azure/core-client';
import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { z } from 'zod';

interface Sent {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly body?: unknown;
}

/**
 * Sends what no SDK package of ours has an operation for, down a client's own pipeline (token, retries, limits).
 * @returns the answer's JSON; undefined for an answer without a body. Throws RestError.
 */
export async function sendJson(client: ServiceClient, url: string, { method, body }: Sent = {}) {
  const request = createPipelineRequest({ url, method: method ?? 'GET' });
  request.headers.set('accept', 'application/json');
  if (body !== undefined) {
    request.headers.set('content-type', 'application/json; charset=utf-8');
    request.body = JSON.stringify(body);
  }
  const response = await client.sendRequest(request);
  // Redirects are not followed, so one is an error too.
  if (response.status >= 300) {
    const { status: statusCode } = response;
    throw new RestError(`Azure answered ${statusCode}.`, { statusCode, request, response });
  }
  const answer: unknown = response.bodyAsText ? JSON.parse(response.bodyAsText) : undefined;
  return answer;
}

const pageSchema = z.object({
  value: z.array(z.unknown()),
  /** Of Resource Manager. */
  nextLink: z.string().nullish(),
  /** Of Microsoft Graph. */
  '@odata.nextLink': z.string().nullish(),
});

/** The pages of a list, each item parsed. Throws RestError, or ZodError for what is not what Azure documents. */
export async function* sendPages<Item>(
  client: ServiceClient,
  url: string,
  item: z.ZodType<Item>,
  sent: Sent = {},
): AsyncGenerator<Item[]> {
  const items = z.array(item);
  let next: string | null | undefined = url;
  while (next) {
    const page: z.infer<typeof pageSchema> = pageSchema.parse(await sendJson(client, next, sent));
    yield items.parse(page.value);
    next = page.nextLink ?? page['@odata.nextLink'];
  }
}
