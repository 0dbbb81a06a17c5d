import type { Clock } from '../../core/contract/clock.ts';
import { BodyTooLarge, type HttpReply, type HttpRequest, jsonReply } from '../../core/contract/http.ts';
import type { Surface } from '../../core/contract/surface.ts';
import type { World } from '../../core/contract/world.ts';
import { authorize, deviceLogin } from './authorize.ts';
import { EntraError, entraErrors } from './entra-error.ts';
import { beginDevice } from './interactive-grants.ts';
import { page } from './sign-in-page.ts';
import { SignIns } from './sign-ins.ts';
import { issueToken } from './token-endpoint.ts';
import type { Tokens } from './tokens.ts';

/** What follows the tenant (or `adfs`) in the paths Entra serves here. */
const tail =
  /^\/([^/]+)\/((?:v2\.0\/)?\.well-known\/openid-configuration|oauth2\/(?:v2\.0\/)?(?:token|authorize|devicecode|deviceauth|logout)|discovery\/(?:v2\.0\/)?(?:keys|instance)|userrealm\/?[^/]*)$/i;

const publicHost = 'login.microsoftonline.com';
/** What the public cloud says of its own sign-in hosts, for a client that comes through the proxy. */
const publicCloud = {
  preferred_network: publicHost,
  preferred_cache: 'login.windows.net',
  aliases: [publicHost, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
};

/** Microsoft Entra ID: discovery documents, keys and the token endpoint, for one tenant. */
export class Entra implements Surface {
  readonly isSpared = true;
  readonly #world: World;
  readonly #clock: Clock;
  readonly #tokens: Tokens;
  readonly #signIns: SignIns;

  constructor(world: World, clock: Clock, tokens: Tokens) {
    this.#world = world;
    this.#clock = clock;
    this.#tokens = tokens;
    this.#signIns = new SignIns(clock);
  }

  /** Forgets sign-ins under way. */
  clear(): void {
    this.#signIns.clear();
  }

  serves(request: HttpRequest): boolean {
    return tail.test(request.path);
  }

  async handle(request: HttpRequest): Promise<HttpReply> {
    const correlationId = request.headers.get('client-request-id');
    try {
      return await this.#answer(request);
    } catch (error) {
      if (error instanceof EntraError) return error.toReply(this.#clock, correlationId);
      if (error instanceof BodyTooLarge || error instanceof URIError) {
        const malformed = new EntraError(
          400,
          'invalid_request',
          9002313,
          'Invalid request. Request is malformed or invalid.',
        );
        return malformed.toReply(this.#clock, correlationId);
      }
      console.error('The token endpoint itself failed:', error);
      const failed = new EntraError(
        500,
        'server_error',
        90033,
        'A transient error has occurred. Please try again.',
      );
      return failed.toReply(this.#clock, correlationId);
    }
  }

  async #answer(request: HttpRequest): Promise<HttpReply> {
    const match = tail.exec(request.path);
    const tenant = match?.[1] ?? '';
    const what = match?.[2]?.toLowerCase() ?? '';
    if (what.startsWith('discovery/instance')) return this.#instance(request);
    if (what.startsWith('userrealm')) return this.#userRealm(request);
    this.#requireTenant(tenant);
    if (what.endsWith('openid-configuration')) {
      return jsonReply(200, this.#configuration(request.origin, tenant, what.startsWith('v2.0')));
    }
    if (what.endsWith('keys')) return jsonReply(200, { keys: [await this.#tokens.jwk()] });
    const parts = { world: this.#world, signIns: this.#signIns };
    if (what.endsWith('authorize')) return authorize(request, parts);
    if (what.endsWith('deviceauth')) return deviceLogin(request, parts);
    if (what.endsWith('logout')) return page(200, 'Signed out', '<h1>You signed out of your account</h1>');
    if (request.method !== 'POST') {
      throw new EntraError(
        400,
        'invalid_request',
        900561,
        `The endpoint only accepts POST requests. Received a ${request.method} request.`,
      );
    }
    const form = new URLSearchParams(await request.text());
    addBasicCredentials(form, request.headers.get('authorization'));
    const { origin } = request;
    const all = { ...parts, clock: this.#clock, tokens: this.#tokens, origin };
    const verificationUri = `${origin}/${tenant}/oauth2/deviceauth`;
    const body = what.endsWith('devicecode')
      ? beginDevice(form, all, verificationUri)
      : await issueToken(form, all);
    return jsonReply(200, body, { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' });
  }

  /** The `/adfs` authority names no tenant (az then skips instance discovery); there is only one here anyway. */
  #requireTenant(tenant: string): void {
    const known = ['adfs', 'common', 'organizations', this.#world.tenantId, this.#world.tenant.domain];
    if (!known.some((name) => name.toLowerCase() === tenant.toLowerCase()))
      throw entraErrors.unknownTenant(tenant);
  }

  #configuration(origin: string, tenant: string, v2: boolean): Record<string, unknown> {
    const adfs = tenant.toLowerCase() === 'adfs';
    const base = adfs ? `${origin}/adfs` : `${origin}/${this.#world.tenantId}`;
    const version = v2 ? '/v2.0' : '';
    return {
      issuer: adfs ? base : v2 ? `${base}/v2.0` : this.#tokens.issuer,
      authorization_endpoint: `${base}/oauth2${version}/authorize`,
      token_endpoint: `${base}/oauth2${version}/token`,
      device_authorization_endpoint: `${base}/oauth2${version}/devicecode`,
      jwks_uri: `${base}/discovery${version}/keys`,
      end_session_endpoint: `${base}/oauth2${version}/logout`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      response_types_supported: ['code', 'id_token', 'code id_token'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'tid', 'oid', 'name', 'preferred_username'],
      tenant_region_scope: null,
      cloud_instance_name: new URL(origin).host.replace(/^login\./, ''),
    };
  }

  #instance(request: HttpRequest): HttpReply {
    const { host } = new URL(request.origin);
    const isPublic = host === publicHost;
    return jsonReply(200, {
      tenant_discovery_endpoint: `${request.origin}/${this.#world.tenantId}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [
        isPublic ? publicCloud : { preferred_network: host, preferred_cache: host, aliases: [host] },
      ],
    });
  }

  /** Every user here is managed by Entra itself, never by a federated server. */
  #userRealm(request: HttpRequest): HttpReply {
    const login = decodeURIComponent(request.path.split('/').at(-1) ?? '');
    return jsonReply(200, {
      ver: '1.0',
      account_type: 'Managed',
      domain_name: this.#world.tenant.domain,
      cloud_instance_name: 'microsoftonline.com',
      cloud_audience_urn: 'urn:federation:MicrosoftOnline',
      ...(login.includes('@') ? { login } : {}),
    });
  }
}

function addBasicCredentials(form: URLSearchParams, authorization: string | null): void {
  const encoded = /^basic +([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return;
  const [id, secret] = Buffer.from(encoded, 'base64').toString().split(':');
  if (id && !form.has('client_id')) form.set('client_id', decodeURIComponent(id));
  if (secret && !form.has('client_secret')) form.set('client_secret', decodeURIComponent(secret));
}
