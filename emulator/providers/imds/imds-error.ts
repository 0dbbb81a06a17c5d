import { type HttpReply, jsonReply } from '../../core/contract/http.ts';

/** A refusal of the instance metadata service: `error` and `error_description`, as OAuth 2.0 writes them. */
export class ImdsError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }

  toReply(): HttpReply {
    return jsonReply(
      this.status,
      { error: this.error, error_description: this.message },
      this.status === 429 ? { 'retry-after': '1' } : {},
    );
  }
}

/**
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
 * The texts of `noIdentity` and `identityNotFound` are those of public issues, `updating` and `missing` our wording.
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
  throttled: () => new ImdsError(429, 'too_many_requests', 'Too many requests'),
  updating: () => new ImdsError(410, 'gone', 'The instance metadata service is being updated; try again'),
  foreignHost: (host: string) =>
    new ImdsError(403, 'forbidden', `This proxy leads to the emulated Azure only, not to ${host}`),
  notFound: (path: string) => new ImdsError(404, 'not_found', `There is no ${path} here`),
};
