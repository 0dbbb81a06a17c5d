import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { normalizeScope } from './contract/arm-id.ts';
import type { Clock } from './contract/clock.ts';
import { type HttpReply, type HttpRequest, jsonReply } from './contract/http.ts';
import type { World } from './contract/world.ts';
import { type Faults, faultSchema } from './faults.ts';
import type { Operations } from './operations.ts';
import type { ReadyFile } from './ready.ts';
import type { Traffic } from './traffic.ts';

const clockSchema = z.strictObject({
  freeze: z.boolean().optional(),
  advanceMs: z.int().nonnegative().optional(),
});

const rolesSchema = z.strictObject({ delayMs: z.int().nonnegative().max(3_600_000) });

const principalSchema = z.strictObject({
  id: z.guid(),
  type: z.enum(['User', 'Group', 'ServicePrincipal', 'SystemDefined']),
});
/** The zero GUID is everybody. */
const everybody = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' } as const;
const denySchema = z.strictObject({
  displayName: z.string().min(1),
  /** ARM id. */
  scope: z.string().startsWith('/'),
  actions: z.array(z.string()).default([]),
  dataActions: z.array(z.string()).default([]),
  principals: z.array(principalSchema).default([everybody]),
  excludePrincipals: z.array(principalSchema).default([]),
});

export interface AdminParts {
  readonly world: World;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly operations: Operations;
  /** What a request must carry in `x-emulator-secret`: it stands in the ready file, which only its owner can read. */
  readonly controlSecret: string;
  ready(): ReadyFile;
  reset(): void;
}

/**
 * `/_emulator/…`: the emulator's own controls. They need the control secret, because `ready` holds everybody's passwords
 * and other users of the machine reach loopback too. They answer loopback host names only, and a POST needs a JSON
 * content type, which a foreign web page cannot send without asking first.
 */
export async function admin(request: HttpRequest, parts: AdminParts): Promise<HttpReply> {
  const host = new URL(request.origin).hostname;
  if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) return refuse(403, 'Only for loopback.');
  if (!isSame(request.headers.get('x-emulator-secret') ?? '', parts.controlSecret)) {
    return refuse(401, 'Send the controlSecret of the ready file in x-emulator-secret.');
  }
  const json = (request.headers.get('content-type') ?? '').startsWith('application/json');
  if (request.method === 'POST' && !json) return refuse(415, 'Send application/json.');
  const what = `${request.method} ${request.path.slice('/_emulator/'.length)}`;
  switch (what) {
    case 'GET ready':
      return jsonReply(200, parts.ready());
    case 'GET requests':
      return jsonReply(200, { total: parts.traffic.total, byRoute: parts.traffic.counts() });
    case 'POST requests':
      parts.traffic.reset();
      return jsonReply(200, { total: 0, byRoute: {} });
    case 'POST faults':
      return withBody(request, faultSchema, (fault) => {
        parts.faults.add(fault);
        return {};
      });
    case 'DELETE faults':
      parts.faults.clear();
      return jsonReply(200, {});
    case 'POST roles':
      return withBody(request, rolesSchema, ({ delayMs }) => {
        parts.world.roleDelayMs = delayMs;
        return {};
      });
    case 'POST deny-assignments':
      return withBody(request, denySchema, (deny) => ({ name: putDeny(parts.world, deny) }));
    case 'POST reset':
      parts.reset();
      return jsonReply(200, {});
    case 'GET clock':
      return jsonReply(200, { now: new Date(parts.clock.now()).toISOString() });
    case 'POST clock':
      return withBody(request, clockSchema, ({ freeze, advanceMs }) => {
        if (freeze === true) parts.clock.freeze();
        if (freeze === false) parts.clock.thaw();
        if (advanceMs) parts.clock.advance(advanceMs);
        parts.operations.settle();
        return { now: new Date(parts.clock.now()).toISOString() };
      });
    default:
      return refuse(404, `There is no ${what} here.`);
  }
}

/** What deployment stacks and managed applications do in Azure. Returns the name, a GUID. */
function putDeny(world: World, deny: z.output<typeof denySchema>): string {
  const { displayName, scope, actions, dataActions, principals, excludePrincipals } = deny;
  return world.denyAssignments.put({
    name: randomUUID(),
    displayName,
    description: '',
    scope: normalizeScope(scope),
    permissions: [{ actions, notActions: [], dataActions, notDataActions: [] }],
    principals,
    excludePrincipals,
    doNotApplyToChildScopes: false,
    isSystemProtected: true,
  }).name;
}

/** Takes equally long wherever the two differ. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

async function withBody<Schema extends z.ZodType>(
  request: HttpRequest,
  schema: Schema,
  act: (body: z.output<Schema>) => unknown,
): Promise<HttpReply> {
  let sent: unknown;
  try {
    sent = JSON.parse((await request.text()) || '{}');
  } catch {
    return refuse(400, 'The body is not JSON.');
  }
  const body = schema.safeParse(sent);
  return body.success ? jsonReply(200, act(body.data)) : refuse(400, z.prettifyError(body.error));
}

function refuse(status: number, message: string): HttpReply {
  return jsonReply(status, { error: { code: 'EmulatorControl', message } });
}
