import { randomUUID } from 'node:crypto';
import { audiencesOf, type DataPlane, publicHostFor } from '../../../core/contract/data-plane.ts';
import type { ArmResource } from '../../../core/contract/entities.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import {
  BodyTooLarge,
  type HttpReply,
  type HttpRequest,
  hostOf,
  parameter,
} from '../../../core/contract/http.ts';
import type { Surface, SurfaceParts } from '../../../core/contract/surface.ts';
import type { Caller, TokenClaims } from '../../../core/contract/token.ts';
import { checkBearer } from '../../../core/rules/bearer.ts';
import { keyOperations } from './key-operations.ts';
import { secretOperations } from './secret-operations.ts';
import { authorizeVault } from './vault-access.ts';
import type { VaultOperation } from './vault-call.ts';
import { VaultError, vaultErrors, vaultRefusal } from './vault-error.ts';
import { vaultType } from './vault-type.ts';

export const vaultPlane: DataPlane = {
  resourceType: vaultType,
  suffix: 'vault.azure.net',
  localSuffix: 'vault.localhost',
  /** Key Vault itself, by address and by application id. */
  audiences: ['https://vault.azure.net', 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093'],
};
const operations: readonly VaultOperation[] = [...secretOperations, ...keyOperations];

/** The data plane of key vaults at `https://{vault}.vault.azure.net`: secrets and keys. Values are in its answers only. */
export class VaultData implements Surface {
  readonly isSpared = false;
  readonly refuse = vaultRefusal;
  readonly #parts: SurfaceParts;

  constructor(parts: SurfaceParts) {
    this.#parts = parts;
  }

  serves(request: HttpRequest): boolean {
    return publicHostFor(vaultPlane, hostOf(request)) !== undefined;
  }

  async handle(request: HttpRequest): Promise<HttpReply> {
    const common = {
      'cache-control': 'no-cache',
      pragma: 'no-cache',
      'x-ms-request-id': randomUUID(),
      'x-ms-keyvault-service-version': '1.9.0.0',
      'x-content-type-options': 'nosniff',
    };
    const reply = await this.#safely(request);
    return { ...reply, headers: { ...common, ...reply.headers } };
  }

  async #safely(request: HttpRequest): Promise<HttpReply> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof VaultError) return error.toReply();
      if (error instanceof BodyTooLarge || error instanceof URIError || error instanceof ArmError)
        return vaultErrors.badParameter('The request is malformed.').toReply();
      console.error('The key vault surface itself failed:', error);
      return new VaultError(500, 'InternalServerError', 'Internal server error.').toReply();
    }
  }

  async #answer(request: HttpRequest): Promise<HttpReply> {
    const { world, clock, evaluator, pages } = this.#parts;
    const { claims, caller } = await this.#authenticate(request);
    const vault = this.#vault(request);
    const version = parameter(request.query, 'api-version');
    if (!version) throw vaultErrors.badParameter('api-version must be specified');
    if (!/^(7\.\d+(-preview\.\d+)?|20\d\d-\d\d-\d\d(-preview)?)$/.test(version))
      throw vaultErrors.badParameter(`The specified version (${version}) is not recognized.`);
    const { operation, params } = route(request);
    authorizeVault(world, evaluator, { vault, claims, operation, name: params.name, request });
    return operation.handle({ world, clock, pages, vault, request, caller, params });
  }

  async #authenticate(request: HttpRequest): Promise<{ claims: TokenClaims; caller: Caller }> {
    const { world, clock, verifier } = this.#parts;
    const { tenantId } = world;
    const bearer = await checkBearer(request.headers.get('authorization'), {
      verifier,
      clock,
      tenantId,
      audiences: audiencesOf(vaultPlane),
    });
    if (bearer.ok) return bearer;
    switch (bearer.reason) {
      case 'missing':
        throw vaultErrors.unauthorized(tenantId, 'AKV10000: Request is missing a Bearer or PoP token.');
      case 'audience':
        throw vaultErrors.unauthorized(
          tenantId,
          `AKV10022: Invalid audience. Expected https://vault.azure.net, found: ${bearer.claims.aud}.`,
        );
      case 'tenant':
        throw vaultErrors.unauthorized(
          tenantId,
          `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${tenantId}/, found ${bearer.claims.iss}.`,
        );
      case 'expired':
        throw vaultErrors.unauthorized(tenantId, 'Error validating token: IDX10223');
      case 'invalid':
        throw vaultErrors.unauthorized(tenantId, 'Error validating token: IDX10501');
    }
  }

  #vault(request: HttpRequest): ArmResource {
    const host = hostOf(request);
    const vault = this.#parts.world.resources.find('publicHost', publicHostFor(vaultPlane, host) ?? '')[0];
    if (!vault) throw vaultErrors.noVault(host);
    return vault;
  }
}

/** The operation a path is for, with its decoded parameters. 404 or 405 when there is none. Throws URIError. */
function route(request: HttpRequest): { operation: VaultOperation; params: Record<string, string> } {
  const segments = request.path.split('/').slice(1).map(decodeURIComponent);
  let otherMethod = false;
  for (const operation of operations) {
    const params = matched(operation.path.split('/').slice(1), segments);
    if (!params) continue;
    if (operation.method === request.method) return { operation, params };
    otherMethod = true;
  }
  if (otherMethod)
    throw new VaultError(405, 'MethodNotAllowed', `The method ${request.method} is not allowed here.`);
  throw vaultErrors.notImplemented(`${request.method} ${request.path}, if a key vault does`);
}

function matched(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = segment;
    else if (part !== segment.toLowerCase()) return undefined;
  }
  return params;
}
