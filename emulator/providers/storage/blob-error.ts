import type { HttpReply } from '../../core/contract/http.ts';

/** An error as blob storage answers it: XML, and its code in a header too. */
export class BlobError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  toReply(): HttpReply {
    return {
      status: this.status,
      headers: { 'content-type': 'application/xml', 'x-ms-error-code': this.code, ...this.headers },
      body: xml(`<Error><Code>${this.code}</Code><Message>${escaped(this.message)}</Message></Error>`),
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

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
export const blobErrors = {
  noAuthentication: (tenantId: string) =>
    new BlobError(
      401,
      'NoAuthenticationInformation',
      'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
      {
        'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
      },
    ),
  invalidAuthentication: (detail: string) =>
    new BlobError(401, 'InvalidAuthenticationInfo', `Server failed to authenticate the request. ${detail}`),
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
