/** Cuts lists into pages that neither repeat nor skip a row when somebody writes between two of them. */
export interface Pager {
  /** One page of what `all` gives; `all` is not called when the list is still kept from an earlier page. */
  cut<Row>(
    request: { path: string; callerId: string },
    tokenText: string | undefined,
    all: () => readonly Row[],
    size: number,
  ): { rows: readonly Row[]; nextToken: string | undefined; total: number };
}

/** The query of the next page: the same, with the token put in whatever case it came. */
export function withToken(query: URLSearchParams, name: string, token: string): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const key of [...next.keys()]) if (key.toLowerCase() === name.toLowerCase()) next.delete(key);
  next.set(name, token);
  return next;
}
