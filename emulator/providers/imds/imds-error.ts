import { randomUUID } from 'node:crypto';
import { type HttpReply, jsonReply, type Refusal } from '../../core/contract/http.ts';

/**
 * What tells the service's own answers from a proxy's: `IMDS/150.870.65.1854` was seen in February 2026,
 * `IMDS/150.870.65.797` in October 2022, on refusals as on tokens.
 */
export function asImds(reply: HttpReply): HttpReply {
  return {
    ...reply,
    headers: { ...reply.headers, server: 'IMDS/150.870.65.1854', 'x-ms-request-id': randomUUID() },
  };
}

/** A refusal of the instance metadata service: `error` and `error_description`, as OAuth 2.0 writes them. */
export class ImdsError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }

  toReply(retryAfterSeconds = 1): HttpReply {
    return asImds(
      jsonReply(
        this.status,
        { error: this.error, error_description: this.message },
        this.status === 429 ? { 'retry-after': String(retryAfterSeconds) } : {},
      ),
    );
  }
}

/**
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
 * The texts of `noDefault`, `identityNotFound` and `throttled` are those of public issues, `failed` is of the document;
 * `updating`, `starting`, `forwarded` and `missing` are our wording.
 */
export const imdsErrors = {
  noMetadataHeader: () => new ImdsError(400, 'invalid_request', 'Required metadata header not specified'),
  forwarded: () =>
    new ImdsError(400, 'invalid_request', 'A request with an X-Forwarded-For header is not answered'),
  missing: (name: string) =>
    new ImdsError(400, 'invalid_request', `Required query variable '${name}' is missing`),
  selectors: () =>
    new ImdsError(400, 'invalid_request', 'Only one of client_id, object_id and msi_res_id may be specified'),
  noDefault: () =>
    new ImdsError(
      400,
      'invalid_request',
      'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request',
    ),
  identityNotFound: () => new ImdsError(400, 'invalid_request', 'Identity not found'),
  invalidResource: (description: string) => new ImdsError(400, 'invalid_resource', description),
  throttled: () => new ImdsError(429, 'invalid_request', 'Temporarily throttled, too many requests'),
  updating: () => new ImdsError(410, 'gone', 'The instance metadata service is being updated; try again'),
  starting: () =>
    new ImdsError(404, 'not_found', 'The instance metadata service is being updated; try again'),
  failed: () =>
    new ImdsError(
      500,
      'unknown',
      'Failed to retrieve token from the Active directory. For details see logs in <file path>',
    ),
  foreignHost: (host: string) =>
    new ImdsError(403, 'forbidden', `This proxy leads to the emulated Azure only, not to ${host}`),
  notFound: (path: string) => new ImdsError(404, 'not_found', `There is no ${path} here`),
};

/** Trouble the service is told to have, in its words. */
export const imdsRefusal: Refusal = (status, retryAfterSeconds) => {
  switch (status) {
    case 404:
      return imdsErrors.starting().toReply();
    case 410:
      return imdsErrors.updating().toReply();
    case 429:
      return imdsErrors.throttled().toReply(retryAfterSeconds);
    case 500:
      return imdsErrors.failed().toReply();
    default:
      return new ImdsError(
        status,
        'unknown',
        `The service answers ${status} because it was told to`,
      ).toReply();
  }
};
