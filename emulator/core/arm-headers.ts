import { randomUUID } from 'node:crypto';
import type { Clock } from './contract/clock.ts';

/** `20261123T221405Z`, as Azure writes times into its routing ids. */
function compactTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/** The ids an answer is known by, which Azure also writes into its Activity Log. */
export interface AnswerIds {
  /** What the client sent as `x-ms-correlation-request-id`, or a new one. */
  readonly correlationId: string;
  /** Of the answer of a resource provider. */
  readonly requestId: string;
  /** What the client sent as `x-ms-client-request-id`; '' when it sent none. */
  readonly clientRequestId: string;
}

/** The ids of an answer to a request. */
export function answerIds(request: Headers): AnswerIds {
  const sent = (name: string): string | undefined => /^[\w-]{1,64}$/.exec(request.get(name) ?? '')?.[0];
  return {
    correlationId: sent('x-ms-correlation-request-id') ?? randomUUID(),
    requestId: randomUUID(),
    clientRequestId: sent('x-ms-client-request-id') ?? '',
  };
}

/**
 * The headers every answer of Azure Resource Manager carries. An answer made by ARM's front door has the same request
 * and correlation id; a resource provider's answer has its own request id.
 */
export function armHeaders(
  request: Headers,
  clock: Clock,
  ids: AnswerIds,
  answer: { gateway: boolean },
): Record<string, string> {
  const { correlationId } = ids;
  const requestId = answer.gateway ? correlationId : ids.requestId;
  const headers: Record<string, string> = {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-cache': 'CONFIG_NOCACHE',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': correlationId,
    'x-ms-routing-request-id': `EMULATOR:${compactTime(clock.now())}:${correlationId}`,
    'x-msedge-ref': `Ref A: ${requestId.replaceAll('-', '').toUpperCase()} Ref B: EMULATOR Ref C: ${new Date(clock.now()).toISOString()}`,
  };
  const clientId = request.get('x-ms-client-request-id');
  if (clientId && request.get('x-ms-return-client-request-id') === 'true') {
    headers['x-ms-client-request-id'] = clientId;
  }
  return headers;
}
