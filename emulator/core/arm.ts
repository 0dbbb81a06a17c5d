import { setTimeout as delay } from 'node:timers/promises';
import { type AnswerIds, answerIds, armHeaders } from './arm-headers.ts';
import { apiVersionOf, decode, parseBody } from './arm-request.ts';
import { isGuid } from './contract/arm-id.ts';
import type { Clock } from './contract/clock.ts';
import { ArmError } from './contract/errors.ts';
import type { Evaluator, Facts } from './contract/evaluator.ts';
import { BodyTooLarge, type HttpReply, type HttpRequest } from './contract/http.ts';
import type {
  Answer,
  Context,
  InnerAnswer,
  InnerRequest,
  Method,
  Namespace,
  Provider,
} from './contract/provider.ts';
import type { Caller, TokenVerifier } from './contract/token.ts';
import type { World } from './contract/world.ts';
import type { Asker } from './contract/write-log.ts';
import { asNamed, requireRegistration, requireUnlocked, sentinelError, sentinelOf, slow } from './guards.ts';
import { KnownTypes } from './known-types.ts';
import type { Network } from './network.ts';
import type { Operations } from './operations.ts';
import type { Pages } from './paging.ts';
import { RouteTable } from './route-table.ts';
import * as refuse from './rules/arm-errors.ts';
import { checkBearer } from './rules/bearer.ts';
import { requestScope } from './rules/request-scope.ts';
import type { Throttle } from './throttle.ts';
import type { Traffic } from './traffic.ts';
import { operationOf, Writes } from './writes.ts';

export interface ArmParts {
  readonly world: World;
  readonly clock: Clock;
  readonly verifier: TokenVerifier;
  readonly evaluator: Pick<Evaluator, 'may'> & Partial<Pick<Evaluator, 'whyNot'>>;
  readonly operations: Operations;
  readonly pages: Pages;
  readonly throttle: Throttle;
  readonly traffic: Traffic;
  readonly network: Network;
}

const operationPath =
  /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/locations\/[^/]+\/operations\/([0-9a-f-]{36})$/i;
const methods: readonly string[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] satisfies Method[];

function isMethod(method: string): method is Method {
  return methods.includes(method);
}

/** Azure Resource Manager: authenticates, routes, authorizes, calls the provider and dresses its answer. */
export class Arm {
  readonly #parts: ArmParts;
  readonly #routes: RouteTable;
  readonly #types: KnownTypes;
  readonly #namespaces: readonly Namespace[];
  readonly #writes: Writes;

  constructor(providers: readonly Provider[], parts: ArmParts) {
    this.#parts = parts;
    this.#routes = new RouteTable(providers);
    this.#types = new KnownTypes(providers);
    this.#writes = new Writes(providers, parts);
    this.#namespaces = [...providers].sort((left, right) => (left.namespace < right.namespace ? -1 : 1));
  }

  async handle(request: HttpRequest): Promise<HttpReply> {
    const { traffic, clock } = this.#parts;
    const ids = answerIds(request.headers);
    const call: Call = {
      request,
      ids,
      pattern: `${request.method} (none)`,
      text: '',
      rate: {},
      confidential: false,
    };
    let answer: Answer;
    try {
      answer = await this.#answer(call);
    } catch (error) {
      answer = toAnswer(error);
    }
    traffic.count(call.pattern);
    const gateway = answer.headers?.['x-ms-failure-cause'] === 'gateway';
    const reply: HttpReply = {
      status: answer.status,
      headers: {
        ...armHeaders(request.headers, clock, ids, { gateway }),
        ...call.rate,
        ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        ...answer.headers,
      },
      ...(answer.body === undefined ? {} : { body: JSON.stringify(answer.body) }),
    };
    traffic.record(request, call.text, reply, call.confidential);
    return reply;
  }

  async #answer(call: Call): Promise<Answer> {
    const { request } = call;
    const { world, clock, verifier, operations, throttle } = this.#parts;
    operations.settle();
    const segments = decode(request.path);
    const subscriptionId = segments[0]?.toLowerCase() === 'subscriptions' ? segments[1] : undefined;
    const bearer = await checkBearer(request.headers.get('authorization'), {
      verifier,
      clock,
      tenantId: world.tenantId,
      audiences: refuse.managementAudiences,
    });
    if (!bearer.ok) throw refuse.unauthorized(bearer, world.tenantId, clock);
    const { caller } = bearer;
    call.rate = throttle.take(request, caller.objectId, subscriptionId?.toLowerCase());
    const apiVersion = apiVersionOf(request.query);
    if (subscriptionId !== undefined) {
      if (!isGuid(subscriptionId)) throw refuse.invalidSubscription(subscriptionId);
      if (!world.subscriptions.get(subscriptionId)) throw refuse.subscriptionNotFound(subscriptionId);
    }
    const operation = operationPath.exec(request.path);
    if (operation?.[3] && request.method === 'GET') {
      call.pattern =
        'GET /subscriptions/{subscriptionId}/providers/{namespace}/locations/{location}/operations/{id}';
      call.confidential = operations.isConfidential(operation[3]);
      return this.#operation(
        request,
        caller,
        operation[2] ?? '',
        operation[3],
        `/subscriptions/${operation[1]}`,
      );
    }
    const asker: Asker = {
      caller,
      claims: bearer.claims,
      correlationId: call.ids.correlationId,
      clientRequestId: call.ids.clientRequestId,
    };
    return this.#route(call, segments, asker, apiVersion);
  }

  async #route(call: Call, segments: string[], asker: Asker, apiVersion: string): Promise<Answer> {
    const { request } = call;
    const { method } = request;
    if (!isMethod(method)) throw refuse.methodNotSupported(method, methods);
    // Azure answers HEAD like GET without a body where a provider has no HEAD of its own.
    const get = this.#routes.match(method, segments).kind === 'route' ? method : 'GET';
    const { route, params } = this.#find(method === 'HEAD' ? get : method, segments, apiVersion);
    call.pattern = `${route.method} ${route.path}`;
    call.confidential = route.confidential ?? false;
    const context = this.#context(request, method, params, apiVersion, asker);
    const answered = this.#writes.begin(method, segments, route, asker, call.ids.requestId);
    let body: unknown;
    try {
      if (route.action !== null) context.authorize(route.action, requestScope(segments));
      if (!route.handle) throw refuse.notImplemented(route.operation);
      this.#guard(method, segments);
      if (sentinelOf(method, segments).slow) await delay(slow.writeMs);
      call.text = await request.text();
      body = parseBody(call.text, request.headers, route.readsTemplates ?? false);
      const answer = await route.handle({ ...context, body });
      answered?.({ answer }, body);
      return answer;
    } catch (error) {
      answered?.({ error }, body);
      throw error;
    }
  }

  #find(method: Method, segments: readonly string[], apiVersion: string) {
    const match = this.#routes.match(method, segments);
    if (match.kind === 'otherMethod') throw refuse.methodNotSupported(method, match.allowed);
    if (match.kind === 'none') throw this.#types.refuse(method, segments, apiVersion);
    return match;
  }

  /** What refuses a request that its caller may make: registrations, locks, and names that ask for it. */
  #guard(method: Method, segments: readonly string[]): void {
    const { world } = this.#parts;
    requireRegistration(world, method, segments);
    requireUnlocked(world, method, `/${segments.join('/')}`);
    const { failStatus } = sentinelOf(method, segments);
    if (failStatus !== undefined) throw sentinelError(failStatus);
  }

  /** A request of a provider in its caller's name: same routes, same permissions, no token and no throttling. */
  #send(inner: InnerRequest, origin: string, asker: Asker): InnerAnswer {
    const { method, path, apiVersion, body } = inner;
    const segments = decode(path);
    const { route, params } = this.#find(method, segments, apiVersion);
    const query = new URLSearchParams({ 'api-version': apiVersion });
    const request = { path, query, origin, headers: new Headers() };
    const context = this.#context(request, method, params, apiVersion, asker);
    const answered = this.#writes.begin(method, segments, route, asker);
    let answer: Answer | Promise<Answer>;
    try {
      if (route.action !== null) context.authorize(route.action, requestScope(segments));
      if (!route.handle) throw refuse.notImplemented(route.operation);
      this.#guard(method, segments);
      answer = route.handle({ ...context, body });
      if (answer instanceof Promise) throw refuse.notImplemented(`${route.operation} in a deployment`);
    } catch (error) {
      answered?.({ error }, body);
      throw error;
    }
    answered?.({ answer }, body);
    const operationId = operationOf(answer);
    return {
      answer,
      whenEnded: (listener) => {
        if (operationId === undefined) listener(undefined);
        else this.#parts.operations.watch(operationId, listener);
      },
    };
  }

  #context(
    request: Pick<HttpRequest, 'origin' | 'path' | 'query' | 'headers'>,
    method: Method,
    params: Record<string, string>,
    apiVersion: string,
    asker: Asker,
  ): Context {
    const { caller, correlationId } = asker;
    const { world, clock, evaluator, operations, pages, network } = this.#parts;
    const { origin, path, query, headers } = request;
    const may = (action: string, scope: string, facts?: Facts): boolean =>
      evaluator.may(caller.objectId, action, scope, facts);
    const sentinel = sentinelOf(method, decode(path));
    return {
      world,
      clock,
      namespaces: this.#namespaces,
      method,
      path,
      params,
      query,
      apiVersion,
      headers,
      body: undefined,
      caller,
      correlationId,
      origin,
      may,
      authorize(action, scope, facts) {
        if (may(action, scope, facts)) return;
        const why = evaluator.whyNot?.(caller.objectId, action, scope, { data: false, facts });
        if (why?.kind === 'deny') throw refuse.denied(caller, action, scope, why.assignment);
        throw facts || why?.kind === 'condition'
          ? refuse.conditionNotFulfilled(caller, action, scope)
          : refuse.authorizationFailed(caller, action, scope);
      },
      page: (rows, pageSize, toWire) =>
        pages.page({ origin, path, query, callerId: caller.objectId }, rows, pageSize, toWire),
      startOperation: (started) =>
        operations.start(asNamed(started, sentinel), { origin, apiVersion, callerId: caller.objectId }),
      send: (inner) => this.#send(inner, origin, asker),
      reach: (machineId, outbound) => network.send(machineId, outbound),
      endOperation: (id, failure) => operations.announce(id, failure),
    };
  }

  #operation(request: HttpRequest, caller: Caller, namespace: string, id: string, scope: string): Answer {
    const { operations, evaluator } = this.#parts;
    const action = `${namespace}/locations/operations/read`;
    const startedBy = operations.startedBy(id);
    if (startedBy !== caller.objectId && !evaluator.may(caller.objectId, action, scope)) {
      throw refuse.authorizationFailed(caller, action, scope);
    }
    const answer = request.query.has('monitor')
      ? operations.result(id, `${request.origin}${request.path}?${request.query}`)
      : operations.status(id);
    if (!answer) throw refuse.operationNotFound();
    return answer;
  }
}

/** What is learned of one request on its way, for its headers, count and record. */
interface Call {
  readonly request: HttpRequest;
  readonly ids: AnswerIds;
  pattern: string;
  text: string;
  rate: Record<string, string>;
  confidential: boolean;
}

function toAnswer(thrown: unknown): Answer {
  const known = thrown instanceof BodyTooLarge ? refuse.contentTooLarge() : thrown;
  if (!(known instanceof ArmError)) console.error('The emulator itself failed:', thrown);
  const error = known instanceof ArmError ? known : refuse.internalServerError();
  return { status: error.status, body: error.toBody(), headers: error.headers };
}
