import type { Clock } from '../contract/clock.ts';
import type { DenyAssignment } from '../contract/entities.ts';
import { ArmError } from '../contract/errors.ts';
import type { BearerResult, Caller } from '../contract/token.ts';

/** Audiences Azure Resource Manager accepts, in the order its error message lists them. */
export const managementAudiences = [
  'https://management.core.windows.net/',
  'https://management.core.windows.net',
  'https://management.azure.com/',
  'https://management.azure.com',
] as const;

/** Azure writes UTC times in these messages as `11/23/2026 10:14:05 PM`. */
function utc(epochMs: number): string {
  return new Date(epochMs).toLocaleString('en-US', { timeZone: 'UTC' }).replace(',', '').replace(' ', ' ');
}

/** The 401 for a bearer token that did not pass, in Azure Resource Manager's words. */
export function unauthorized(result: BearerResult & { ok: false }, tenantId: string, clock: Clock): ArmError {
  const refuse = (code: string, message: string, description: string): ArmError =>
    new ArmError(401, code, message, {
      gateway: true,
      headers: {
        'www-authenticate': `Bearer authorization_uri="https://login.windows.net/${tenantId}", error="invalid_token", error_description="${description}"`,
      },
    });
  switch (result.reason) {
    case 'missing':
      return refuse(
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
        "The authentication failed because of missing 'Authorization' header.",
      );
    case 'invalid':
      return refuse(
        'InvalidAuthenticationToken',
        'The access token is invalid.',
        'Could not find identity for access token.',
      );
    case 'expired':
      return refuse(
        'ExpiredAuthenticationToken',
        `The access token expiry UTC time '${utc(result.claims.exp * 1000)}' is earlier than current UTC time '${utc(clock.now())}'.`,
        'The access token expiry UTC time is earlier than the current time.',
      );
    case 'tenant':
      return refuse(
        'InvalidAuthenticationTokenTenant',
        `The access token is from the wrong issuer '${result.claims.iss}'. It must match the tenant 'https://sts.windows.net/${tenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${tenantId}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`,
        'The access token is from the wrong issuer.',
      );
    case 'audience':
      return refuse(
        'InvalidAuthenticationTokenAudience',
        `The access token has been obtained for wrong audience or resource '${result.claims.aud}'. It should exactly match with one of the allowed audiences ${managementAudiences.map((audience) => `'${audience}'`).join(',')}.`,
        'The access token has been obtained from wrong audience or resource.',
      );
  }
}

export function authorizationFailed(caller: Caller, action: string, scope: string): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    { gateway: true },
  );
}

/** As `authorizationFailed`, where a condition of a role assignment may be what is in the way. The text is best knowledge. */
export function conditionNotFulfilled(caller: Caller, action: string, scope: string): ArmError {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization or an ABAC condition not fulfilled to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    { gateway: true },
  );
}

/** A role allows it, a deny assignment takes it away. Its id is written without dashes, as Azure does. */
export function denied(caller: Caller, action: string, scope: string, deny: DenyAssignment): ArmError {
  return new ArmError(
    403,
    'DenyAssignmentAuthorizationFailed',
    `The client '${caller.name}' with object id '${caller.objectId}' has permission to perform action '${action}' on scope '${scope}'; however, the access is denied because of the deny assignment with name '${deny.displayName}' and Id '${deny.name.replaceAll('-', '')}' at scope '${deny.scope}'.`,
    { gateway: true },
  );
}

/** What a client sees when the emulator itself fails, or is told to. */
export function internalServerError(): ArmError {
  return new ArmError(
    500,
    'InternalServerError',
    'Encountered internal server error. Diagnostic information is in the response headers.',
  );
}

/** The 404 of a long-running operation that nobody started or that is forgotten. */
export function operationNotFound(): ArmError {
  return new ArmError(404, 'NotFound', 'The entity was not found in this Azure location.');
}

export function locationRequired(): ArmError {
  return new ArmError(400, 'LocationRequired', 'The location property is required for this definition.', {
    gateway: true,
  });
}

export function invalidFilter(filter: string): ArmError {
  return new ArmError(
    400,
    'InvalidFilterInQueryString',
    `Invalid $filter '${filter}' specified in the query string.`,
    { gateway: true },
  );
}

/** The 429 of Azure Resource Manager's own limits. */
export function throttled(
  subscriptionId: string | undefined,
  operation: string,
  retryAfterSeconds: number,
): ArmError {
  return new ArmError(
    429,
    subscriptionId ? 'SubscriptionRequestsThrottled' : 'TooManyRequests',
    `Number of requests for subscription '${subscriptionId ?? ''}' and operation '${operation.toUpperCase()}' exceeded the backend storage limit. Please try again after '${retryAfterSeconds}' seconds.`,
    { gateway: true, headers: { 'retry-after': String(retryAfterSeconds) } },
  );
}

export function missingApiVersion(): ArmError {
  return new ArmError(
    400,
    'MissingApiVersionParameter',
    'The api-version query parameter (?api-version=) is required for all requests.',
    { gateway: true },
  );
}

export function invalidApiVersion(apiVersion: string): ArmError {
  return new ArmError(400, 'InvalidApiVersionParameter', `The api-version '${apiVersion}' is invalid.`, {
    gateway: true,
  });
}

export function invalidNamespace(namespace: string): ArmError {
  return new ArmError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`, {
    gateway: true,
  });
}

export function invalidType(namespace: string, type: string, apiVersion: string): ArmError {
  return new ArmError(
    404,
    'InvalidResourceType',
    `The resource type '${type}' could not be found in the namespace '${namespace}' for api version '${apiVersion}'.`,
    { gateway: true },
  );
}

export function missingSubscription(): ArmError {
  return new ArmError(
    404,
    'MissingSubscription',
    'The request did not have a subscription or a valid tenant level resource provider.',
    { gateway: true },
  );
}

export function subscriptionNotFound(subscriptionId: string): ArmError {
  return new ArmError(
    404,
    'SubscriptionNotFound',
    `The subscription '${subscriptionId}' could not be found.`,
    {
      gateway: true,
    },
  );
}

export function invalidSubscription(subscriptionId: string): ArmError {
  return new ArmError(
    400,
    'InvalidSubscriptionId',
    `The provided subscription identifier '${subscriptionId}' is malformed or invalid.`,
    { gateway: true },
  );
}

export function methodNotSupported(method: string, allowed: readonly string[]): ArmError {
  return new ArmError(
    405,
    'HttpMethodNotSupported',
    `The http method '${method}' is not supported for a resource of this type.`,
    {
      gateway: true,
      headers: { allow: allowed.join(', ') },
    },
  );
}

/** Azure has the operation, this emulator does not: never an empty success. */
export function notImplemented(operation: string): ArmError {
  return new ArmError(
    501,
    'NotImplemented',
    `The emulator does not implement the operation '${operation}'.`,
    {
      gateway: true,
    },
  );
}

export function invalidContent(detail: string): ArmError {
  return new ArmError(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${detail}'.`,
    { gateway: true },
  );
}

export function contentTooLarge(): ArmError {
  return new ArmError(
    413,
    'RequestContentTooLarge',
    "The request content size exceeds the maximum size of '4' MB.",
    { gateway: true },
  );
}

export function unsupportedMediaType(mediaType: string): ArmError {
  return new ArmError(
    415,
    'UnsupportedMediaType',
    `The content media type '${mediaType}' is not supported. Only 'application/json' is supported.`,
    { gateway: true },
  );
}
