import { z } from 'zod';
import type { Clock } from '../../core/contract/clock.ts';
import type { Principal } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import {
  BodyTooLarge,
  type HttpReply,
  type HttpRequest,
  jsonReply,
  parameter,
} from '../../core/contract/http.ts';
import type { Pager } from '../../core/contract/pager.ts';
import { withToken } from '../../core/contract/pager.ts';
import type { Surface } from '../../core/contract/surface.ts';
import type { Caller, TokenVerifier } from '../../core/contract/token.ts';
import type { World } from '../../core/contract/world.ts';
import { checkBearer } from '../../core/rules/bearer.ts';
import { listPrincipals, memberships, membersOf, requirePrincipal } from './directory.ts';
import { GraphError, graphErrors } from './graph-error.ts';
import { compileFilter } from './graph-filter.ts';
import { type DirectoryObject, select, toWire } from './graph-wire.ts';

export interface GraphParts {
  readonly world: World;
  readonly clock: Clock;
  readonly verifier: TokenVerifier;
  readonly pages: Pager;
}

const idsSchema = z.object({ ids: z.array(z.string()).max(1000), types: z.array(z.string()).optional() });
const kinds = { users: 'User', groups: 'Group', servicePrincipals: 'ServicePrincipal' } as const;
const defaultPage = 100;
const maxPage = 999;

interface Call {
  readonly request: HttpRequest;
  readonly caller: Caller;
}

/**
 * The reading half of Microsoft Graph's directory. Every signed-in principal of the tenant may read it: users by
 * Entra's member default, applications without further consent (in Azure they need Directory.Read.All).
 */
export class Graph implements Surface {
  readonly isSpared = false;
  readonly #parts: GraphParts;

  constructor(parts: GraphParts) {
    this.#parts = parts;
  }

  serves(request: HttpRequest): boolean {
    return /^\/(v1\.0|beta)\//i.test(request.path);
  }

  async handle(request: HttpRequest): Promise<HttpReply> {
    const { clock } = this.#parts;
    try {
      const body = await this.#answer(request);
      return jsonReply(200, body, { 'odata-version': '4.0', 'cache-control': 'no-cache' });
    } catch (thrown) {
      return toGraphError(thrown).toReply(clock, request.headers.get('client-request-id'));
    }
  }

  async #answer(request: HttpRequest): Promise<unknown> {
    const { world, clock, verifier } = this.#parts;
    const bearer = await checkBearer(request.headers.get('authorization'), {
      verifier,
      clock,
      tenantId: world.tenantId,
      audiences: graphAudiences(request.origin),
    });
    if (!bearer.ok) throw graphErrors.token(tokenMessages[bearer.reason]);
    const call: Call = { request, caller: bearer.caller };
    const segments = request.path.split('/').slice(2).map(decodeURIComponent);
    const what = segments.join('/').toLowerCase();
    if (request.method === 'POST' && what === 'directoryobjects/getbyids') return this.#byIds(call);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw graphErrors.denied();
    if (what === 'directory/deleteditems/microsoft.graph.serviceprincipal') return this.#deleted(call);
    if (what === 'organization') return this.#list(call, () => [this.#organization()]);
    if (what.startsWith('reports/')) {
      // Sign-in reports need Entra ID P1; a tenant without it answers this, and "no data" must not read as "unused".
      throw new GraphError(
        403,
        'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        "Neither tenant is B2C or tenant doesn't have premium license",
      );
    }
    return this.#object(call, segments);
  }

  #object(call: Call, segments: readonly string[]): unknown {
    const { world } = this.#parts;
    const [collection = '', second, relation, cast] = segments;
    if (collection.toLowerCase() === 'me') {
      if (call.caller.kind !== 'User') {
        throw graphErrors.badRequest('/me request is only valid with delegated authentication flow.');
      }
      return this.#one(call, requirePrincipal(world, call.caller.objectId), second, relation);
    }
    // /servicePrincipals(appId='…') is another way to write a key.
    const alternate = /^servicePrincipals\(appId='([^']+)'\)$/i.exec(collection)?.[1];
    if (alternate) {
      const principal = world.principals.find('appId', alternate)[0];
      if (!principal) throw graphErrors.notFound(alternate);
      return this.#one(call, principal, second, relation);
    }
    const kind = kindOf(collection);
    if (kind === undefined) throw graphErrors.unknownSegment(collection);
    if (second === undefined) {
      if (kind === 'any') throw graphErrors.badRequest('A directory object id is required.');
      const filter = parameter(call.request.query, '$filter');
      const nowMs = this.#parts.clock.now();
      return this.#list(call, () =>
        listPrincipals(world, kind, filter, nowMs).map((row) => () => toWire(row, world, nowMs)),
      );
    }
    return this.#one(
      call,
      requirePrincipal(world, second, kind === 'any' ? undefined : kind),
      relation,
      cast,
    );
  }

  #one(call: Call, principal: Principal, relation: string | undefined, cast: string | undefined): unknown {
    const { world } = this.#parts;
    const related = relationOf(world, principal, relation?.toLowerCase());
    if (related === undefined) {
      const { origin, path, query } = call.request;
      const version = path.split('/')[1];
      const entity = select(toWire(principal, world, this.#parts.clock.now()), names(query));
      return { '@odata.context': `${origin}/${version}/$metadata#directoryObjects/$entity`, ...entity };
    }
    const filter = parameter(call.request.query, '$filter');
    const test = filter === undefined ? undefined : compileFilter(filter);
    return this.#list(call, () =>
      related
        .map((row) => toWire(row, world, this.#parts.clock.now()))
        .filter((row) => cast === undefined || row['@odata.type'] === `#${cast}`)
        .filter((row) => test?.(row) ?? true),
    );
  }

  async #byIds(call: Call): Promise<unknown> {
    const { world } = this.#parts;
    const body = idsSchema.safeParse(parseJson(await call.request.text()));
    if (!body.success)
      throw graphErrors.badRequest('Invalid value specified for property ids of resource directoryObject.');
    const types = body.data.types?.map((type) => `#microsoft.graph.${type}`.toLowerCase());
    const value = body.data.ids
      .flatMap((id) => world.principals.get(id) ?? [])
      .map((row) => toWire(row, world, this.#parts.clock.now()))
      .filter((row) => !types || types.includes(String(row['@odata.type']).toLowerCase()));
    return { '@odata.context': `${call.request.origin}/v1.0/$metadata#directoryObjects`, value };
  }

  #deleted(call: Call): unknown {
    const rows = [...this.#parts.world.deletedPrincipals.values()];
    return this.#list(call, () =>
      rows.map((row) => ({
        '@odata.type': '#microsoft.graph.servicePrincipal',
        id: row.objectId,
        displayName: row.displayName,
        deletedDateTime: new Date(row.deletedTime).toISOString(),
        servicePrincipalType: 'ManagedIdentity',
      })),
    );
  }

  #organization(): DirectoryObject {
    const { tenantId, tenant } = this.#parts.world;
    return {
      id: tenantId,
      displayName: tenant.displayName,
      tenantType: 'AAD',
      verifiedDomains: [{ name: tenant.domain, isDefault: true, isInitial: true, type: 'Managed' }],
    };
  }

  #list(call: Call, all: () => readonly (DirectoryObject | (() => DirectoryObject))[]): unknown {
    const { request, caller } = call;
    const { origin, path, query } = request;
    const size = pageSize(query);
    const cut = this.#parts.pages.cut(
      { path, callerId: caller.objectId },
      parameter(query, '$skiptoken'),
      all,
      size,
    );
    const chosen = names(query);
    const value = cut.rows.map((row) => select(typeof row === 'function' ? row() : row, chosen));
    return {
      '@odata.context': `${origin}/${path.split('/')[1]}/$metadata#directoryObjects`,
      ...(parameter(query, '$count') === 'true' ? { '@odata.count': cut.total } : {}),
      ...(cut.nextToken
        ? { '@odata.nextLink': `${origin}${path}?${withToken(query, '$skiptoken', cut.nextToken)}` }
        : {}),
      value,
    };
  }
}

const tokenMessages = {
  missing: 'Access token is empty.',
  invalid: 'CompactToken validation failed.',
  expired: 'Lifetime validation failed, the token is expired.',
  tenant: 'Access token validation failure. Invalid issuer.',
  audience: 'Access token validation failure. Invalid audience.',
} as const;

/** az asks for a Graph token by the address it was told Graph is at, so that address counts as Graph's name too. */
function graphAudiences(origin: string): string[] {
  const bases = [
    'https://graph.microsoft.com',
    '00000003-0000-0000-c000-000000000000',
    origin,
    `${origin}/graph`,
  ];
  return bases.flatMap((base) => [base, `${base}/`]);
}

function kindOf(collection: string): Principal['kind'] | 'any' | undefined {
  const name = collection.toLowerCase();
  if (name === 'directoryobjects') return 'any';
  for (const [known, kind] of Object.entries(kinds)) if (known.toLowerCase() === name) return kind;
  return undefined;
}

/** Undefined: the object itself is asked for. */
function relationOf(
  world: World,
  principal: Principal,
  relation: string | undefined,
): readonly Principal[] | undefined {
  switch (relation) {
    case undefined:
      return undefined;
    case 'members':
    case 'transitivemembers':
      if (principal.kind !== 'Group') throw graphErrors.unknownSegment(relation);
      return membersOf(world, principal.objectId, relation === 'transitivemembers');
    case 'memberof':
    case 'transitivememberof':
      return memberships(world, principal.objectId, relation === 'transitivememberof');
    case 'owners':
    case 'ownedobjects':
    case 'approleassignments':
      return [];
    default:
      throw graphErrors.unknownSegment(relation);
  }
}

function pageSize(query: URLSearchParams): number {
  const text = parameter(query, '$top');
  if (text === undefined) return defaultPage;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > maxPage) {
    throw graphErrors.badRequest(
      `Invalid page size specified: '${text}'. Must be between 1 and ${maxPage} inclusive.`,
    );
  }
  return top;
}

function names(query: URLSearchParams): string[] | undefined {
  return parameter(query, '$select')
    ?.split(',')
    .map((name) => name.trim());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw graphErrors.badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function toGraphError(thrown: unknown): GraphError {
  if (thrown instanceof GraphError) return thrown;
  if (thrown instanceof ArmError) return new GraphError(thrown.status, 'Request_BadRequest', thrown.message);
  if (thrown instanceof URIError) return graphErrors.badRequest('The request URI is malformed.');
  if (thrown instanceof BodyTooLarge)
    return new GraphError(413, 'Request_EntityTooLarge', 'The request is too large.');
  console.error('The emulated Graph itself failed:', thrown);
  return new GraphError(500, 'InternalServerError', 'An internal server error occurred.');
}
