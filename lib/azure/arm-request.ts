import 'server-only';
import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import type { AzureClients } from './clients';

/** A request to Azure Resource Manager that no SDK package of ours makes, through the same pipeline. Throws RestError. */
export async function armRequest(
  clients: Pick<AzureClients, 'arm'>,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  url: string,
  body?: unknown,
): Promise<{ status: number; body: unknown; header(name: string): string }> {
  const request = createPipelineRequest({ url, method });
  request.headers.set('accept', 'application/json');
  if (body !== undefined) {
    request.headers.set('content-type', 'application/json; charset=utf-8');
    request.body = JSON.stringify(body);
  }
  const response = await clients.arm.sendRequest(request);
  if (response.status >= 400) {
    const { status: statusCode } = response;
    throw new RestError(`Azure answered ${statusCode}.`, { statusCode, request, response });
  }
  return {
    status: response.status,
    body: response.bodyAsText ? JSON.parse(response.bodyAsText) : undefined,
    header: (name) => response.headers.get(name) ?? '',
  };
}
