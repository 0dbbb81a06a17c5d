import type { Clock } from '../../core/contract/clock.ts';
import type { ArmResource } from '../../core/contract/entities.ts';
import type { Outcome } from '../../core/contract/http.ts';
import { type HttpRequest, hostOf, jsonReply } from '../../core/contract/http.ts';
import type { World } from '../../core/contract/world.ts';
import { proxyUser } from '../../core/rules/proxy-user.ts';
import { powerOf } from '../compute/virtual-machines/vm-wire.ts';
import { requestedAudience } from '../entra/audience.ts';
import { EntraError } from '../entra/entra-error.ts';
import type { Tokens } from '../entra/tokens.ts';
import { chooseIdentity } from './choose-identity.ts';
import { asImds, ImdsError, imdsErrors } from './imds-error.ts';
import { instanceMetadata } from './instance-metadata.ts';
import { RequestLimit } from './request-limit.ts';

const machineType = 'microsoft.compute/virtualmachines';
const tokenPath = '/metadata/identity/oauth2/token';
/** Form of the retired VM extension, which az still speaks when MSI_ENDPOINT is set. */
const extensionPath = '/msi/token';
/** Its address in Azure, for clients that use this as a proxy, and where it really is. */
const hosts = ['169.254.169.254', '127.0.0.1', 'localhost'];
/** Managed identity tokens live a day, and Azure's infrastructure keeps them as long. */
const lifetimeSeconds = 24 * 3600;

interface Target {
  readonly vm: ArmResource;
  /** Lower case, from `/metadata` or `/msi` on. */
  readonly path: string;
}

/**
 * Azure's instance metadata service, one for each virtual machine. A machine is said in the base URL
 * (`http://127.0.0.1:PORT` + its ARM id, for AZURE_POD_IDENTITY_AUTHORITY_HOST and MSI_ENDPOINT) or, by a client that
 * uses this as HTTP proxy for 169.254.169.254, as the user of the proxy.
 */
export class Imds {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #tokens: Tokens;
  readonly #limit: RequestLimit;

  constructor(world: World, clock: Clock, tokens: Tokens) {
    this.#world = world;
    this.#clock = clock;
    this.#tokens = tokens;
    this.#limit = new RequestLimit(clock);
  }

  async handle(request: HttpRequest): Promise<Outcome> {
    try {
      if (!hosts.includes(hostOf(request))) throw imdsErrors.foreignHost(hostOf(request));
      const { vm, path } = this.#target(request);
      // Code on a machine that does not run asks nobody.
      if (powerOf(vm) !== 'running') return 'reset';
      const query = path === extensionPath ? new URLSearchParams(await request.text()) : request.query;
      this.#checkHeaders(request);
      if (path === '/metadata/instance') {
        if (!query.has('api-version')) throw imdsErrors.missing('api-version');
        return asImds(jsonReply(200, instanceMetadata(vm)));
      }
      if (path !== tokenPath && path !== extensionPath) throw imdsErrors.notFound(path);
      if (path === tokenPath && !query.has('api-version')) throw imdsErrors.missing('api-version');
      return await this.#limit.run(vm.id.toLowerCase(), async () =>
        asImds(jsonReply(200, await this.#token(vm, query, request.origin))),
      );
    } catch (error) {
      if (error instanceof ImdsError) return error.toReply();
      throw error;
    }
  }

  #target(request: HttpRequest): Target {
    const match = /^(.*?)(\/metadata\/.*|\/msi\/token)$/i.exec(decoded(request.path));
    const [, id = '', path = ''] = match ?? [];
    const vm = this.#world.resources.get(id);
    if (!match || vm?.type.toLowerCase() !== machineType) throw imdsErrors.notFound(request.path);
    return { vm, path: path.toLowerCase() };
  }

  /** https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service#security-and-authentication */
  #checkHeaders({ headers }: HttpRequest): void {
    if (headers.has('x-forwarded-for')) throw imdsErrors.forwarded();
    if (headers.get('metadata')?.toLowerCase() !== 'true') throw imdsErrors.noMetadataHeader();
  }

  async #token(vm: ArmResource, query: URLSearchParams, origin: string): Promise<unknown> {
    const resource = query.get('resource');
    if (!resource) throw imdsErrors.missing('resource');
    if (vm.properties.provisioningState === 'Updating') throw imdsErrors.updating();
    const chosen = chooseIdentity(vm.id, vm.identity, {
      clientId: query.get('client_id') ?? undefined,
      objectId: query.get('object_id') ?? undefined,
      resourceId: query.get('msi_res_id') ?? query.get('mi_res_id') ?? undefined,
    });
    // A reference to an identity that was deleted stays on the machine, but nobody is behind it.
    const principal = this.#world.principals.get(chosen.principalId);
    if (principal?.kind !== 'ServicePrincipal') throw imdsErrors.identityNotFound();
    const audience = this.#audience(resource, origin);
    const { token } = await this.#tokens.issue(principal, audience, {
      clientId: chosen.clientId,
      lifetimeSeconds,
      extra: { appidacr: '2', xms_mirid: chosen.resourceId },
    });
    const nowSeconds = Math.floor(this.#clock.now() / 1000);
    this.#world.principals.put({ ...principal, lastSignInTime: this.#clock.now() });
    // Every value is a string.
    return {
      access_token: token,
      client_id: chosen.clientId,
      expires_in: String(lifetimeSeconds),
      expires_on: String(nowSeconds + lifetimeSeconds),
      ext_expires_in: String(lifetimeSeconds),
      not_before: String(nowSeconds),
      resource,
      token_type: 'Bearer',
    };
  }

  #audience(resource: string, origin: string): string {
    try {
      const form = new URLSearchParams({ resource });
      return requestedAudience(form, { world: this.#world, origin, forApplication: true }).audience;
    } catch (error) {
      if (error instanceof EntraError)
        throw imdsErrors.invalidResource(`AADSTS${error.code}: ${error.message}`);
      throw error;
    }
  }
}

/**
 * The request as the service reads it: its path begins with the ARM id of the machine that asks, which the base URL, the
 * user of the proxy, or the emulated machine itself says. What came to 169.254.169.254 by way of this port went by a proxy.
 */
export function addressed(request: HttpRequest): HttpRequest {
  const path = decoded(request.path);
  const [, base = ''] = /^(.*?)(?:\/metadata\/.*|\/msi\/token)$/i.exec(path) ?? [];
  const machineId = base || request.machineId || proxyUser(request.headers.get('proxy-authorization'));
  return {
    ...request,
    path: base === '' ? `${machineId}${request.path}` : request.path,
    machineId,
    throughProxy: request.throughProxy ?? hostOf(request) === '169.254.169.254',
  };
}

/** The text without percent encoding; empty when it is malformed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
