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
