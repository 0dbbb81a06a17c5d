import 'server-only';

/**
 * Values as newline-delimited JSON (https://github.com/ndjson/ndjson-spec), one line each; several that come together
 * go out together. Whoever reads sets the pace. lib/browser/ndjson.ts reads it.
 * @param batches gets a signal that is aborted with `signal`, and when the reader leaves before the end
 */
export function ndjsonStream<Value>(
  signal: AbortSignal,
  batches: (signal: AbortSignal) => AsyncIterator<readonly Value[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = new AbortController();
  const ended = AbortSignal.any([signal, left.signal]);
  const source = batches(ended);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (left.signal.aborted) return;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value.map((one) => `${JSON.stringify(one)}\n`).join('')));
      } catch (error) {
        // The reader left; there is nobody to tell.
        if (!ended.aborted) controller.error(error);
        else if (!left.signal.aborted) controller.close();
      }
    },
    async cancel(reason) {
      left.abort(reason);
      await source.return?.();
    },
  });
}
