import type { HttpReply, Refusal } from '../../core/contract/http.ts';

/** An error as blob storage answers it: XML, and its code in a header too. */
export class BlobError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What Azure adds as AuthenticationErrorDetail. */
  readonly detail: string | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { headers?: Readonly<Record<string, string>>; detail?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.detail = more.detail;
  }

  toReply(): HttpReply {
    const detail =
      this.detail === undefined
        ? ''
        : `<AuthenticationErrorDetail>${escaped(this.detail)}</AuthenticationErrorDetail>`;
    return {
      status: this.status,
      headers: { 'content-type': 'application/xml', 'x-ms-error-code': this.code, ...this.headers },
      body: xml(
        `<Error><Code>${this.code}</Code><Message>${escaped(this.message)}</Message>${detail}</Error>`,
      ),
    };
  }
}

export function xml(content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>${content}`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function challenge(tenantId: string): Readonly<Record<string, string>> {
  return {
    'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
  };
}

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
export const blobErrors = {
  noAuthentication: (tenantId: string) =>
    new BlobError(
      401,
      'NoAuthenticationInformation',
      'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
      { headers: challenge(tenantId) },
    ),
  invalidAuthentication: (tenantId: string, detail: string) =>
    new BlobError(
      401,
      'InvalidAuthenticationInfo',
      'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
      { headers: challenge(tenantId), detail },
    ),
  keysForbidden: () =>
    new BlobError(
      403,
      'KeyBasedAuthenticationNotPermitted',
      'Key based authentication is not permitted on this storage account.',
    ),
  notAllowed: () =>
    new BlobError(
      403,
      'AuthorizationPermissionMismatch',
      'This request is not authorized to perform this operation using this permission.',
    ),
  /** The account's firewall, or no public network access: https://learn.microsoft.com/azure/storage/common/storage-network-security */
  notFromHere: () =>
    new BlobError(403, 'AuthorizationFailure', 'This request is not authorized to perform this operation.'),
  noContainer: () => new BlobError(404, 'ContainerNotFound', 'The specified container does not exist.'),
  noBlob: () => new BlobError(404, 'BlobNotFound', 'The specified blob does not exist.'),
  containerExists: () =>
    new BlobError(409, 'ContainerAlreadyExists', 'The specified container already exists.'),
  blobExists: () => new BlobError(409, 'BlobAlreadyExists', 'The specified blob already exists.'),
  conditionNotMet: () =>
    new BlobError(
      412,
      'ConditionNotMet',
      'The condition specified using HTTP conditional header(s) is not met.',
    ),
  invalidName: () =>
    new BlobError(400, 'InvalidResourceName', 'The specified resource name contains invalid characters.'),
  invalidUri: () =>
    new BlobError(400, 'InvalidUri', 'The requested URI does not represent any resource on the server.'),
  tooLarge: () =>
    new BlobError(413, 'RequestBodyTooLarge', 'The request body is too large: the emulator takes 4 MB.'),
  notImplemented: (what: string) => new BlobError(501, 'NotImplemented', `The emulator does not do ${what}.`),
};

/** Trouble an account is told to have, in its words; storage says 503 ServerBusy where others say 429. */
export const blobRefusal: Refusal = (status) => {
  if (status === 429 || status === 503)
    return new BlobError(503, 'ServerBusy', 'The server is busy.').toReply();
  if (status === 500)
    return new BlobError(
      500,
      'InternalError',
      'Server encountered an internal error. Please try again after some time.',
    ).toReply();
  return new BlobError(status, 'Error', `The account answers ${status} because it was told to.`).toReply();
};
