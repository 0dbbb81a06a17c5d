import { z } from 'zod';
import type { Clock } from '../../../core/contract/clock.ts';
import type { ArmResource } from '../../../core/contract/entities.ts';
import { type HttpReply, type HttpRequest, jsonReply, parameter } from '../../../core/contract/http.ts';
import type { Pager } from '../../../core/contract/pager.ts';
import { withToken } from '../../../core/contract/pager.ts';
import type { Caller } from '../../../core/contract/token.ts';
import type { World } from '../../../core/contract/world.ts';
import { vaultErrors } from './vault-error.ts';

/** One request to a vault after authentication and authorization. */
export interface VaultCall {
  readonly world: World;
  readonly clock: Clock;
  readonly pages: Pager;
  readonly vault: ArmResource;
  readonly request: HttpRequest;
  readonly caller: Caller;
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>;
}

/** One operation of the data plane. */
export interface VaultOperation {
  readonly method: string;
  /** e.g. `/secrets/{name}/versions`; literals match in any case and the first match counts. */
  readonly path: string;
  /** Data action of Azure RBAC behind `Microsoft.KeyVault/vaults/`. */
  readonly dataAction: string;
  /** Permission of the access policy model: kind of object and verb. */
  readonly policy: readonly ['secrets' | 'keys', string];
  readonly handle: (call: VaultCall) => HttpReply | Promise<HttpReply>;
}

/** Key Vault's largest page. */
const maxPage = 25;

/** The rows cut into pages as `{value, nextLink}`. BadParameter for a page size out of range. */
export function pageReply<Row>(
  call: VaultCall,
  rows: readonly Row[],
  toWire: (row: Row) => unknown,
): HttpReply {
  const { request, caller, vault } = call;
  const size = Number(parameter(request.query, 'maxresults') ?? maxPage);
  if (!Number.isInteger(size) || size < 1 || size > maxPage)
    throw vaultErrors.badParameter(`maxresults is not in the range of 1 to ${maxPage}.`);
  const cut = call.pages.cut(
    { path: `${vault.id}${request.path}`, callerId: caller.objectId },
    parameter(request.query, '$skiptoken'),
    () => rows,
    size,
  );
  const nextLink = cut.nextToken
    ? `${request.origin}${request.path}?${withToken(request.query, '$skiptoken', cut.nextToken)}`
    : null;
  return jsonReply(200, { value: cut.rows.map(toWire), nextLink });
}

/** The JSON body as the schema has it; BadParameter for anything else. */
export async function bodyOf<Schema extends z.ZodType>(
  call: VaultCall,
  schema: Schema,
): Promise<z.output<Schema>> {
  let sent: unknown;
  try {
    sent = JSON.parse((await call.request.text()) || '{}');
  } catch {
    throw vaultErrors.badParameter('The request body is not valid JSON.');
  }
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw vaultErrors.badParameter(`Property ${issue?.path.join('.') ?? ''} has invalid value`);
}

/** What a client may say of any object. Times are epoch seconds. */
export const attributesSchema = z.object({
  attributes: z
    .object({
      enabled: z.boolean().nullish(),
      nbf: z.number().int().nullish(),
      exp: z.number().int().nullish(),
    })
    .nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
});
