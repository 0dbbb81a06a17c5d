import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ArmError } from './contract/errors.ts';
import { parameter } from './contract/http.ts';
import type { Pager } from './contract/pager.ts';
import { withToken } from './contract/pager.ts';
import type { Answer } from './contract/provider.ts';

const tokenSchema = z.object({ list: z.string(), offset: z.int().nonnegative() });

interface CachedList {
  readonly owner: string;
  readonly rows: readonly unknown[];
}

/** How many half-read lists are remembered. One that was forgotten goes on by position. */
const maxCached = 64;

interface PageRequest {
  readonly origin: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Object id of the caller: a list that was begun by one is never continued by another. */
  readonly callerId: string;
}

/**
 * Cuts lists into pages. The list a first page was cut from is kept (its array, not a copy), so that pages neither
 * repeat nor skip a row when somebody writes between two of them, and a page costs no second walk through the list.
 */
export class Pages implements Pager {
  readonly #cached = new Map<string, CachedList>();

  page<Row>(
    request: PageRequest,
    rows: readonly Row[],
    pageSize: number,
    toWire: (row: Row) => unknown,
  ): Answer {
    const top = topOf(request.query);
    const size = top === undefined ? pageSize : Math.min(top, pageSize);
    const cut = this.cut(request, parameter(request.query, '$skiptoken'), () => rows, size);
    const value = cut.rows.map(toWire);
    if (cut.nextToken === undefined) return { status: 200, body: { value } };
    return {
      status: 200,
      body: {
        value,
        nextLink: `${request.origin}${request.path}?${withToken(request.query, '$skipToken', cut.nextToken)}`,
      },
    };
  }

  /** One page of what `all` gives; `all` is not called when the list is still cached from an earlier page. */
  cut<Row>(
    request: { path: string; callerId: string },
    tokenText: string | undefined,
    all: () => readonly Row[],
    size: number,
  ): { rows: readonly Row[]; nextToken: string | undefined; total: number } {
    const owner = `${request.callerId} ${request.path.toLowerCase()}`;
    const token = tokenText === undefined ? undefined : parseToken(tokenText);
    const offset = token?.offset ?? 0;
    const cached = token ? this.#cached.get(token.list) : undefined;
    const usable = cached !== undefined && cached.owner === owner;
    const list = usable && sameRows(cached.rows, all) ? cached.rows : all();
    const next = offset + size;
    const more = next < list.length;
    const id = more ? (usable && token ? token.list : this.#cache(owner, list)) : '';
    return {
      rows: list.slice(offset, next),
      nextToken: more
        ? Buffer.from(JSON.stringify({ list: id, offset: next })).toString('base64url')
        : undefined,
      total: list.length,
    };
  }

  clear(): void {
    this.#cached.clear();
  }

  #cache(owner: string, rows: readonly unknown[]): string {
    const id = randomUUID();
    this.#cached.set(id, { owner, rows });
    if (this.#cached.size > maxCached) {
      const oldest = this.#cached.keys().next();
      if (!oldest.done) this.#cached.delete(oldest.value);
    }
    return id;
  }
}

/** What is cached for a path was cut by the same handler, so it has the rows this handler makes: only tells the compiler. */
function sameRows<Row>(cached: readonly unknown[], _like: () => readonly Row[]): cached is readonly Row[] {
  return Array.isArray(cached);
}

function topOf(query: URLSearchParams): number | undefined {
  const text = parameter(query, '$top');
  if (text === undefined) return undefined;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1) {
    throw new ArmError(
      400,
      'InvalidTopQueryParameter',
      `The value '${text}' of the query parameter '$top' is invalid.`,
    );
  }
  return top;
}

function parseToken(text: string): z.infer<typeof tokenSchema> {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new ArmError(400, 'InvalidSkipToken', `The skip token '${text.slice(0, 100)}' is invalid.`);
  }
}
