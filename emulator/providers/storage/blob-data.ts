import { randomUUID } from 'node:crypto';
import { audiencesOf, type DataPlane, publicHostFor } from '../../core/contract/data-plane.ts';
import type { ArmResource } from '../../core/contract/entities.ts';
import { BodyTooLarge, type HttpReply, type HttpRequest, hostOf } from '../../core/contract/http.ts';
import type { Surface, SurfaceParts } from '../../core/contract/surface.ts';
import type { TokenClaims } from '../../core/contract/token.ts';
import { checkBearer } from '../../core/rules/bearer.ts';
import { networkVerdict } from '../../core/rules/network-rules.ts';
import { BlobError, blobErrors, blobRefusal } from './blob-error.ts';
import { type BlobCall, blobOperation } from './blob-operations.ts';

export const blobPlane: DataPlane = {
  resourceType: 'Microsoft.Storage/storageAccounts',
  suffix: 'blob.core.windows.net',
  localSuffix: 'blob.localhost',
  audiences: ['https://storage.azure.com', 'e406a681-f3d4-42a8-90b6-c2b029497af1'],
};
const containers = 'Microsoft.Storage/storageAccounts/blobServices/containers';
const attributes = containers.toLowerCase();

/** Blobs of storage accounts at `https://{account}.blob.core.windows.net`, for Microsoft Entra tokens only. */
export class BlobData implements Surface {
  readonly isSpared = false;
  readonly refuse = blobRefusal;
  readonly #parts: Omit<SurfaceParts, 'pages'>;

  constructor(parts: Omit<SurfaceParts, 'pages'>) {
    this.#parts = parts;
  }

  serves(request: HttpRequest): boolean {
    return publicHostFor(blobPlane, hostOf(request)) !== undefined;
  }

  async handle(request: HttpRequest): Promise<HttpReply> {
    const reply = await this.#safely(request);
    const common = {
      'x-ms-request-id': randomUUID(),
      'x-ms-version': request.headers.get('x-ms-version') ?? '2021-12-02',
      date: new Date(this.#parts.clock.now()).toUTCString(),
    };
    return { ...reply, headers: { ...common, ...reply.headers } };
  }

  async #safely(request: HttpRequest): Promise<HttpReply> {
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof BlobError) return error.toReply();
      if (error instanceof BodyTooLarge) return blobErrors.tooLarge().toReply();
      if (error instanceof URIError) return blobErrors.invalidUri().toReply();
      console.error('The blob surface itself failed:', error);
      return new BlobError(500, 'InternalError', 'The server encountered an internal error.').toReply();
    }
  }

  async #answer(request: HttpRequest): Promise<HttpReply> {
    const account = this.#account(request);
    const claims = await this.#authenticate(request, account);
    if (networkVerdict(this.#parts.world, account, request).kind !== 'open') throw blobErrors.notFromHere();
    const [container = '', ...rest] = request.path.slice(1).split('/').map(decodeURIComponent);
    const blob = rest.join('/');
    const operation = blobOperation(request, container, blob);
    if (!operation) throw blobErrors.notImplemented(`${request.method} of this kind`);
    const { world, clock } = this.#parts;
    const call: BlobCall = { world, clock, account, request, container, blob };
    this.#authorize(call, claims, operation);
    return operation.handle(call);
  }

  #authorize(
    { account, container, blob, request }: BlobCall,
    claims: TokenClaims,
    about: { action: string; data: boolean; subOperation?: string },
  ): void {
    const { evaluator } = this.#parts;
    const scope =
      container === '' ? account.id : `${account.id}/blobServices/default/containers/${container}`;
    const action = `${containers}/${about.action}`;
    const prefix = request.query.get('prefix');
    const facts = {
      ...(about.subOperation ? { subOperation: about.subOperation } : {}),
      resource: {
        'microsoft.storage/storageaccounts:name': account.name,
        [`${attributes}:name`]: container,
        ...(blob === '' ? {} : { [`${attributes}/blobs:path`]: blob }),
      },
      request: prefix === null ? {} : { [`${attributes}/blobs:prefix`]: prefix },
    };
    const allowed = about.data
      ? evaluator.mayData(claims.oid, action, scope, facts)
      : evaluator.may(claims.oid, action, scope, facts);
    if (!allowed) throw blobErrors.notAllowed();
  }

  async #authenticate(request: HttpRequest, account: ArmResource): Promise<TokenClaims> {
    const { world, clock, verifier } = this.#parts;
    const authorization = request.headers.get('authorization');
    if (/^sharedkey/i.test(authorization ?? '') || request.query.has('sig')) {
      if (account.properties.allowSharedKeyAccess === false) throw blobErrors.keysForbidden();
      throw blobErrors.notImplemented('access by account key or signature');
    }
    const bearer = await checkBearer(authorization, {
      verifier,
      clock,
      tenantId: world.tenantId,
      audiences: audiencesOf(blobPlane),
    });
    if (bearer.ok) return bearer.claims;
    if (bearer.reason === 'missing') throw blobErrors.noAuthentication(world.tenantId);
    const details = {
      invalid: 'Signature validation failed. The token is not valid.',
      expired: 'Lifetime validation failed. The token is expired.',
      tenant: 'Issuer validation failed. Issuer did not match.',
      audience: 'Audience validation failed. Audience did not match.',
    };
    throw blobErrors.invalidAuthentication(world.tenantId, details[bearer.reason]);
  }

  #account(request: HttpRequest): ArmResource {
    const host = publicHostFor(blobPlane, hostOf(request)) ?? '';
    const account = this.#parts.world.resources.find('publicHost', host)[0];
    if (!account) throw blobErrors.invalidUri();
    return account;
  }
}
