import { randomUUID } from 'node:crypto';
import type { Clock } from './contract/clock.ts';

/** `20261123T221405Z`, as Azure writes times into its routing ids. */
function compactTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/**
 * The headers every answer of Azure Resource Manager carries. An answer made by ARM's front door has the same request
 * and correlation id; a resource provider's answer has its own request id.
 */
export function armHeaders(
  request: Headers,
  clock: Clock,
  answer: { gateway: boolean },
): Record<string, string> {
  const sent = request.get('x-ms-correlation-request-id');
  const correlationId = sent && /^[\w-]{1,64}$/.test(sent) ? sent : randomUUID();
  const requestId = answer.gateway ? correlationId : randomUUID();
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
