import { type HttpReply, jsonReply } from '../../../core/contract/http.ts';

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

/** Texts from public issues and Microsoft's documents, except where noted. */
export const vaultErrors = {
  /** The text behind the code is Azure's for a missing token only; for an invalid or expired one it is our wording. */
  unauthorized: (tenantId: string, message: string) =>
    new VaultError(401, 'Unauthorized', message, {
      headers: {
        'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="https://vault.azure.net"`,
      },
    }),
  /** https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
  forbiddenByRbac: (about: { caller: string; action: string; scope: string; vault: string }) =>
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
        'DenyAssignmentId: null',
        'DecisionReason: null ',
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
  closed: () =>
    new VaultError(
      403,
      'Forbidden',
      'Public network access is disabled and request is not from a trusted service nor via an approved private link.',
      { innerCode: 'ForbiddenByConnection' },
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
