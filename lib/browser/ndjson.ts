/** Yields the complete lines of each chunk together, so that a chunk is applied and shown once. */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      const complete = lines.filter((line) => line !== '');
      if (complete.length > 0) yield complete;
      if (done) return;
    }
  } finally {
    reader.releaseLock();
  }
}
