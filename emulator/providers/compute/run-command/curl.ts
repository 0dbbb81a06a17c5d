import { parseArgs } from 'node:util';
import type { HttpReply } from '../../../core/contract/http.ts';

/** A request from inside the machine. Undefined: the host cannot be reached from it. */
export type Fetch = (request: {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}) => Promise<HttpReply | undefined>;

export interface ProgramResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const repeated = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean' } as const;

/** curl's options that scripts for managed identities use; https://curl.se/docs/manpage.html */
function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      header: { ...repeated, short: 'H' },
      request: { type: 'string', short: 'X' },
      data: { ...repeated, short: 'd' },
      'data-raw': repeated,
      'data-urlencode': repeated,
      get: { ...flag, short: 'G' },
      silent: { ...flag, short: 's' },
      'show-error': { ...flag, short: 'S' },
      fail: { ...flag, short: 'f' },
      location: { ...flag, short: 'L' },
      include: { ...flag, short: 'i' },
      head: { ...flag, short: 'I' },
      noproxy: { type: 'string' },
      url: { type: 'string' },
      'max-time': { type: 'string', short: 'm' },
      retry: { type: 'string' },
      'write-out': { type: 'string', short: 'w' },
      output: { type: 'string', short: 'o' },
    },
  });
}

function failure(stderr: string, status: number): ProgramResult {
  return { stdout: '', stderr: `curl: ${stderr}\n`, status };
}

function encodePair(pair: string): string {
  const at = pair.indexOf('=');
  return at < 0 ? encodeURIComponent(pair) : `${pair.slice(0, at)}=${encodeURIComponent(pair.slice(at + 1))}`;
}

/** `curl` of the emulated machine: it reaches what the emulator serves, and nothing else. */
export async function curl(args: readonly string[], stdin: string, fetch: Fetch): Promise<ProgramResult> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return failure(`option not available here: ${error instanceof Error ? error.message : ''}`, 2);
  }
  const { values, positionals } = parsed;
  const target = values.url ?? positionals[0];
  if (target === undefined) return failure('no URL specified', 2);
  let url: URL;
  try {
    url = new URL(/^\w+:\/\//.test(target) ? target : `http://${target}`);
  } catch {
    return failure('(3) URL using bad/illegal format or missing URL', 3);
  }
  const data = [
    ...(values.data ?? []).map((entry) => (entry === '@-' ? stdin : entry)),
    ...(values['data-raw'] ?? []),
    ...(values['data-urlencode'] ?? []).map(encodePair),
  ];
  const body = data.join('&');
  if (values.get && data.length > 0)
    url.search = [url.search.replace(/^\?/, ''), body].filter(Boolean).join('&');
  const headers = new Headers();
  for (const header of values.header ?? []) {
    const at = header.indexOf(':');
    if (at > 0) headers.append(header.slice(0, at).trim(), header.slice(at + 1).trim());
  }
  const sends = data.length > 0 && !values.get;
  if (sends && !headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded');
  const method = values.request ?? (values.head ? 'HEAD' : sends ? 'POST' : 'GET');
  const reply = await fetch({ method, url, headers, body: sends ? body : '' });
  if (!reply) return failure(`(6) Could not resolve host: ${url.hostname}`, 6);
  if (values.fail && reply.status >= 400) {
    return failure(`(22) The requested URL returned error: ${reply.status}`, 22);
  }
  const head =
    values.include || values.head
      ? `HTTP/1.1 ${reply.status}\n${Object.entries(reply.headers)
          .map(([name, value]) => `${name}: ${value}\n`)
          .join('')}\n`
      : '';
  const written = (values['write-out'] ?? '')
    .replaceAll('%{http_code}', String(reply.status))
    .replaceAll('\\n', '\n');
  const shown = values.output === undefined && !values.head ? (reply.body ?? '') : '';
  return { stdout: head + shown + written, stderr: '', status: 0 };
}
