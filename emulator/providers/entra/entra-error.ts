import { randomUUID } from 'node:crypto';
import type { Clock } from '../../core/contract/clock.ts';
import { type HttpReply, jsonReply } from '../../core/contract/http.ts';

/** An error of the token endpoint, as Microsoft Entra ID writes it (AADSTS codes). */
export class EntraError extends Error {
  readonly status: number;
  readonly error: string;
  /** Number behind AADSTS. */
  readonly code: number;

  constructor(status: number, error: string, code: number, message: string) {
    super(message);
    this.status = status;
    this.error = error;
    this.code = code;
  }

  toReply(clock: Clock, correlationId: string | null): HttpReply {
    const traceId = randomUUID();
    const correlation = correlationId ?? randomUUID();
    const timestamp = `${new Date(clock.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
    return jsonReply(
      this.status,
      {
        error: this.error,
        error_description: `AADSTS${this.code}: ${this.message} Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
        error_codes: [this.code],
        timestamp,
        trace_id: traceId,
        correlation_id: correlation,
        error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
      },
      { 'cache-control': 'no-store, no-cache', 'x-ms-request-id': traceId },
    );
  }
}

/** `invalid_grant`: the code, password, assertion or refresh token is no good. */
function invalidGrant(code: number, message: string): EntraError {
  return new EntraError(400, 'invalid_grant', code, message);
}

export const entraErrors = {
  invalidGrant,
  unknownTenant: (tenant: string) =>
    new EntraError(
      400,
      'invalid_request',
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  missing: (parameter: string) =>
    new EntraError(
      400,
      'invalid_request',
      900144,
      `The request body must contain the following parameter: '${parameter}'.`,
    ),
  unknownApplication: (clientId: string, directory: string) =>
    new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  wrongSecret: (clientId: string) =>
    new EntraError(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    ),
  missingSecret: () =>
    new EntraError(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
  badAssertion: (clientId: string, why: string) =>
    new EntraError(
      401,
      'invalid_client',
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application or the assertion failed signature validation. Client: '${clientId}'. Reason - ${why}`,
    ),
  expiredAssertion: () =>
    new EntraError(
      401,
      'invalid_client',
      700024,
      'Client assertion is not within its valid time range. Ensure that the system clock is synchronized.',
    ),
  wrongAssertionAudience: () =>
    new EntraError(
      401,
      'invalid_client',
      700023,
      'Client assertion audience claim does not match Realm issuer.',
    ),
  noFederatedIssuer: (issuer: string) =>
    new EntraError(
      401,
      'invalid_client',
      700211,
      `No matching federated identity record found for presented assertion issuer '${issuer}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    ),
  noFederatedSubject: (subject: string) =>
    new EntraError(
      401,
      'invalid_client',
      700213,
      `No matching federated identity record found for presented assertion subject '${subject}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    ),
  noFederatedAudience: (audience: string) =>
    new EntraError(
      401,
      'invalid_client',
      700212,
      `No matching federated identity record found for presented assertion audience '${audience}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    ),
  wrongPassword: () =>
    invalidGrant(50126, 'Error validating credentials due to invalid username or password.'),
  unknownUser: (upn: string, directory: string) =>
    invalidGrant(
      50034,
      `The user account ${upn} does not exist in the ${directory} directory. To sign into this application, the account must be added to the directory.`,
    ),
  badRefreshToken: () => invalidGrant(9002313, 'Invalid request. Request is malformed or invalid.'),
  expiredRefreshToken: () => invalidGrant(700082, 'The refresh token has expired due to inactivity.'),
  unknownResource: (resource: string, directory: string) =>
    new EntraError(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${directory}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  badScope: (scope: string) =>
    new EntraError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  unsupportedGrant: (grant: string) =>
    new EntraError(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
    ),
} as const;
