import type { Denial } from '../../../core/contract/evaluator.ts';
import { type HttpReply, jsonReply, type Refusal } from '../../../core/contract/http.ts';

/** An error as Key Vault's data plane answers it: `{error: {code, message, innererror?: {code}}}`. */
export class VaultError extends Error {
  readonly status: number;
  readonly code: string;
  readonly innerCode: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { innerCode?: string; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.innerCode = more.innerCode;
    this.headers = more.headers ?? {};
  }

  toReply(): HttpReply {
    const innererror = this.innerCode ? { innererror: { code: this.innerCode } } : {};
    return jsonReply(
      this.status,
      { error: { code: this.code, message: this.message, ...innererror } },
      this.headers,
    );
  }
}

const singular = { secrets: 'secret', keys: 'key' } as const;
const pascal = { secrets: 'Secret', keys: 'Key' } as const;
type Kind = keyof typeof singular;

/** https://learn.microsoft.com/azure/role-based-access-control/conditions-troubleshoot and public issues name these. */
const decisionReasons: Readonly<Record<Denial['kind'], string>> = {
  role: 'DeniedWithNoValidRBAC',
  condition: 'DeniedWithABACEvaluationInRA',
  deny: 'DeniedByDenyAssignment',
};

/** Texts from public issues and Microsoft's documents, except where noted. */
export const vaultErrors = {
  /** IDX10223 (expired) and IDX10501 (no key fits the signature) are the numbers Microsoft's library gives these. */
  unauthorized: (tenantId: string, message: string) =>
    new VaultError(401, 'Unauthorized', message, {
      headers: {
        'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="https://vault.azure.net"`,
      },
    }),
  /** https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
  forbiddenByRbac: (about: { caller: string; action: string; scope: string; vault: string; why: Denial }) =>
    new VaultError(
      403,
      'Forbidden',
      [
        'Caller is not authorized to perform action on resource.',
        'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
        `Caller: ${about.caller}`,
        `Action: '${about.action}'`,
        `Resource: '${about.scope.toLowerCase()}'`,
        'Assignment: (not found)',
        `DenyAssignmentId: ${about.why.kind === 'deny' ? `'${about.why.assignment.name.replaceAll('-', '')}'` : 'null'}`,
        `DecisionReason: '${decisionReasons[about.why.kind]}' `,
        `Vault: ${about.vault}`,
        '',
      ].join('\r\n'),
      { innerCode: 'ForbiddenByRbac' },
    ),
  accessDenied: (about: { caller: string; kind: string; permission: string; vault: string }) =>
    new VaultError(
      403,
      'Forbidden',
      `The user, group or application '${about.caller}' does not have ${about.kind} ${about.permission} permission on key vault '${about.vault}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
      { innerCode: 'AccessDenied' },
    ),
  closed: ({ caller, vault }: { caller: string; vault: string }) =>
    new VaultError(
      403,
      'Forbidden',
      `Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\nCaller: ${caller}\r\nVault: ${vault}`,
      { innerCode: 'ForbiddenByConnection' },
    ),
  forbiddenByFirewall: (about: { address: string; bypass: string; caller: string; vault: string }) =>
    new VaultError(
      403,
      'Forbidden',
      [
        about.bypass.toLowerCase() === 'none'
          ? 'Request was not allowed by NSP rules and the client address is not authorized and caller was ignored because bypass is set to None'
          : 'Client address is not authorized and caller is not a trusted service.',
        `Client address: ${about.address}`,
        `Caller: ${about.caller}`,
        `Vault: ${about.vault}`,
      ].join('\r\n'),
      { innerCode: 'ForbiddenByFirewall' },
    ),
  /** In Azure the name of a vault that does not exist does not resolve. */
  noVault: (host: string) => new VaultError(404, 'VaultNotFound', `There is no key vault at ${host}.`),
  notFound: (kind: Kind, name: string) =>
    new VaultError(
      404,
      `${pascal[kind]}NotFound`,
      `A ${singular[kind]} with (name/id) ${name} was not found in this key vault. If you recently deleted this ${singular[kind]} you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
    ),
  deletedNotFound: (kind: Kind, name: string) =>
    new VaultError(404, `${pascal[kind]}NotFound`, `Deleted ${pascal[kind]} not found: ${name}`),
  disabled: (kind: Kind, operation: string) =>
    new VaultError(
      403,
      'Forbidden',
      `Operation ${operation} is not allowed on a disabled ${singular[kind]}.`,
      {
        innerCode: `${pascal[kind]}Disabled`,
      },
    ),
  deletedButRecoverable: (kind: Kind, name: string) =>
    new VaultError(
      409,
      'Conflict',
      `${pascal[kind]} ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the ${singular[kind]} can only be recovered or purged.`,
      { innerCode: 'ObjectIsDeletedButRecoverable' },
    ),
  operationForbidden: (operation: string) =>
    new VaultError(403, 'Forbidden', `Operation ${operation} is not permitted on this key.`, {
      innerCode: 'KeyOperationForbidden',
    }),
  badParameter: (message: string) => new VaultError(400, 'BadParameter', message),
  notImplemented: (what: string) =>
    new VaultError(501, 'NotImplemented', `The emulator does not do ${what}.`),
};

/** Trouble a vault is told to have, in its words. */
export const vaultRefusal: Refusal = (status, retryAfterSeconds) => {
  switch (status) {
    case 429:
      return new VaultError(
        429,
        'Throttled',
        'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
        { headers: { 'retry-after': String(retryAfterSeconds) } },
      ).toReply();
    case 500:
      return new VaultError(500, 'InternalServerError', 'Internal server error.').toReply();
    case 503:
      return new VaultError(503, 'ServiceUnavailable', 'Service is unavailable.').toReply();
    default:
      return new VaultError(status, 'Error', `The vault answers ${status} because it was told to.`).toReply();
  }
};
