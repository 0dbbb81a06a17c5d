/** What a field on the page still has to write into the address; resolves once it is there. */
type Settle = () => Promise<unknown> | undefined;

const fields = new Set<Settle>();

/**
 * Announces a field that writes the address late, such as a filter while it is typed in. Returns how to end that.
 * A write that lands while another page is being opened would take its place: whoever navigates settles first.
 */
export function writesAddress(settle: Settle): () => void {
  fields.add(settle);
  return () => {
    fields.delete(settle);
  };
}

/** Writes what is still to be written, so that Back leads to the page as it was. Null when there is nothing to wait for. */
export function settleAddress(): Promise<unknown> | null {
  const writes = [...fields].flatMap((settle) => settle() ?? []);
  return writes.length === 0 ? null : Promise.all(writes);
}
