import { parseArgs } from 'node:util';
import type { HttpReply, NoAnswer } from '../../../../core/contract/http.ts';
import type { Fetch } from '../contract/script.ts';

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
      config: { type: 'string', short: 'K' },
      'connect-timeout': { type: 'string' },
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

/** Lines of a config file, of which scripts use `header = "…"`, so that no list of processes shows a token. Undefined: another line. */
function headersOf(config: string): string[] | undefined {
  const lines = config.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const found = lines.map((line) => /^\s*(?:header|-H)\s*[=: ]\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(line)?.[1]);
  return found.every((header) => header !== undefined) ? found : undefined;
}

/** What curl says and ends with when there was no answer: https://curl.se/libcurl/c/libcurl-errors.html */
const noAnswers: Readonly<Record<NoAnswer, { status: number; text: (host: string) => string }>> = {
  unresolved: { status: 6, text: (host) => `(6) Could not resolve host: ${host}` },
  refused: { status: 7, text: (host) => `(7) Failed to connect to ${host}: Connection refused` },
  timeout: { status: 28, text: () => '(28) Operation timed out' },
  tls: {
    status: 60,
    text: () => '(60) SSL certificate problem: self-signed certificate in certificate chain',
  },
  reset: { status: 56, text: () => '(56) Recv failure: Connection reset by peer' },
};

function writtenOut(format: string, status: number, seconds: number): string {
  return format
    .replaceAll('%{http_code}', String(status).padStart(3, '0'))
    .replaceAll('%{response_code}', String(status).padStart(3, '0'))
    .replaceAll('%{time_total}', seconds.toFixed(6))
    .replaceAll('\\n', '\n');
}

function headText({ status, headers }: HttpReply): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`;
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
  const configured = values.config === undefined ? [] : values.config === '-' ? headersOf(stdin) : undefined;
  if (configured === undefined) return failure('a config with anything but headers is not available here', 2);
  const headers = new Headers();
  for (const header of [...(values.header ?? []), ...configured]) {
    const at = header.indexOf(':');
    const value = header.slice(at + 1).trim();
    // A header without a value is left out.
    if (at <= 0 || value === '') continue;
    try {
      headers.append(header.slice(0, at).trim(), value);
    } catch {
      return failure(`the header '${header.slice(0, at)}' is not available here`, 2);
    }
  }
  const sends = data.length > 0 && !values.get;
  if (sends && !headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded');
  const method = values.request ?? (values.head ? 'HEAD' : sends ? 'POST' : 'GET');
  let why: NoAnswer = 'unresolved';
  const began = performance.now();
  const reply = await fetch({
    method,
    url,
    headers,
    body: sends ? body : '',
    bypassesProxy: values.noproxy === '*' || values.noproxy === url.hostname,
    onNoAnswer: (reason) => {
      why = reason;
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const format = values['write-out'] ?? '';
  const speaks = values.silent !== true || values['show-error'] === true;
  if (!reply) {
    const { status, text } = noAnswers[why];
    const stderr = speaks ? `curl: ${text(url.hostname)}\n` : '';
    return { stdout: writtenOut(format, 0, seconds), stderr, status };
  }
  if (values.fail && reply.status >= 400) {
    const stderr = speaks ? `curl: (22) The requested URL returned error: ${reply.status}\n` : '';
    return { stdout: writtenOut(format, reply.status, seconds), stderr, status: 22 };
  }
  const top = values.include || values.head ? headText(reply) : '';
  const shown = values.output === undefined && !values.head ? (reply.body ?? '') : '';
  return { stdout: top + shown + writtenOut(format, reply.status, seconds), stderr: '', status: 0 };
}
