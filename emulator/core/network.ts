import type { HttpReply, HttpRequest, NoAnswer, OutboundRequest, Outcome } from './contract/http.ts';

/** Answers requests to one of Azure's hosts that come from a machine; the request says which. */
export type Host = (request: HttpRequest & { readonly machineId: string }) => Promise<Outcome>;

const whyNoAnswer = {
  reset: 'reset',
  stall: 'timeout',
  refused: 'refused',
  tls: 'tls',
} as const satisfies Record<Exclude<Outcome, HttpReply>, NoAnswer>;

/** The network as a machine sees it: Azure's hosts by their real names, answered in this process, and nothing else. */
export class Network {
  readonly #hosts: { readonly isServed: (hostName: string) => boolean; readonly host: Host }[] = [];

  serve(isServed: (hostName: string) => boolean, host: Host): void {
    this.#hosts.push({ isServed, host });
  }

  /** Undefined when there is no answer; `onNoAnswer` of the request is told why. */
  async send(machineId: string, outbound: OutboundRequest): Promise<HttpReply | undefined> {
    const { method, url, headers, body, bypassesProxy = false, onNoAnswer } = outbound;
    const found = this.#hosts.find(({ isServed }) => isServed(url.hostname));
    if (!found) {
      onNoAnswer?.('unresolved');
      return undefined;
    }
    const path = url.pathname.replace(/\/{2,}/g, '/');
    const sent = new Headers(headers);
    sent.set('host', url.host);
    const outcome = await found.host({
      method,
      path: path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path,
      query: url.searchParams,
      headers: sent,
      origin: url.origin,
      machineId,
      throughProxy: !bypassesProxy,
      text: async () => body,
      bytes: async () => Buffer.from(body),
    });
    if (typeof outcome !== 'string') return outcome;
    onNoAnswer?.(whyNoAnswer[outcome]);
    return undefined;
  }
}
