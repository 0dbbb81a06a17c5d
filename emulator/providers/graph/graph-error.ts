import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/contract/clock.ts';
import { type HttpReply, jsonReply } from '../../core/contract/http.ts';

/** An error as Microsoft Graph writes it, with its innerError. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  toReply(clock: Clock, clientRequestId: string | null): HttpReply {
    const requestId = randomUUID();
    return jsonReply(
      this.status,
      {
        error: {
          code: this.code,
          message: this.message,
          innerError: {
            date: new Date(clock.now()).toISOString().slice(0, 19),
            'request-id': requestId,
            'client-request-id': clientRequestId ?? requestId,
          },
        },
      },
      {
        'request-id': requestId,
        'client-request-id': clientRequestId ?? requestId,
        ...(this.status === 401
          ? {
              'www-authenticate':
                'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
            }
          : {}),
      },
    );
  }
}

export const graphErrors = {
  token: (message: string) => new GraphError(401, 'InvalidAuthenticationToken', message),
  denied: () =>
    new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  notFound: (id: string) =>
    new GraphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  unknownSegment: (segment: string) =>
    new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`),
  badFilter: (clause: string) =>
    new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Unsupported or invalid query filter clause specified: '${clause}'.`,
    ),
  badRequest: (message: string) => new GraphError(400, 'Request_BadRequest', message),
} as const;
