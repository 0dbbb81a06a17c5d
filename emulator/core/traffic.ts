import { appendFileSync } from 'node:fs';
import JSON5 from 'json5';
import type { HttpReply, HttpRequest } from './contract/http.ts';
import { redact } from './redact.ts';

/** Counts ARM calls by route, for benchmarks and request budgets, and writes them to a file when asked. */
export class Traffic {
  readonly #counts = new Map<string, number>();
  readonly #recordFile: string | undefined;
  #total = 0;

  constructor(recordFile: string | undefined) {
    this.#recordFile = recordFile;
  }

  /** ARM calls since start or the last reset. */
  get total(): number {
    return this.#total;
  }

  /** Calls by `METHOD /route/{pattern}`. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([left], [right]) => left.localeCompare(right)));
  }

  reset(): void {
    this.#counts.clear();
    this.#total = 0;
  }

  count(pattern: string): void {
    this.#total += 1;
    this.#counts.set(pattern, (this.#counts.get(pattern) ?? 0) + 1);
  }

  /**
   * Appends one exchange as a JSON line, without tokens and secrets. `requestBody` is the text that was sent; of a
   * confidential exchange both bodies are left out.
   */
  record(request: HttpRequest, requestBody: string, reply: HttpReply, confidential: boolean): void {
    if (!this.#recordFile) return;
    const headers = Object.fromEntries([...request.headers].filter(([name]) => name !== 'authorization'));
    const query = request.query.size > 0 ? `?${request.query}` : '';
    const line = {
      req: {
        method: request.method,
        uri: `${request.origin}${request.path}${query}`,
        headers,
        body: confidential ? undefined : redact(jsonOrText(requestBody)),
      },
      res: {
        status: reply.status,
        headers: reply.headers,
        body: confidential ? undefined : redact(jsonOrText(reply.body ?? '')),
      },
    };
    appendFileSync(this.#recordFile, `${JSON.stringify(line)}\n`);
  }
}

function jsonOrText(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return parseLenient(text);
  }
}

/** A template deployment as az sends it is not strict JSON; as plain text its secrets would not be found. */
function parseLenient(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    return '(not JSON)';
  }
}
