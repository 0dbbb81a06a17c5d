import type { HttpReply, HttpRequest, OutboundRequest, Outcome } from './contract/http.ts';

/** Answers requests to one of Azure's hosts that come from a machine. */
export type Host = (request: HttpRequest, machineId: string) => Promise<Outcome>;

/** The network as a machine sees it: Azure's hosts by their real names, answered in this process, and nothing else. */
export class Network {
  readonly #hosts: { readonly isServed: (hostName: string) => boolean; readonly host: Host }[] = [];

  serve(isServed: (hostName: string) => boolean, host: Host): void {
    this.#hosts.push({ isServed, host });
  }

  /** Undefined when the machine cannot reach the host. */
  async send(
    machineId: string,
    { method, url, headers, body }: OutboundRequest,
  ): Promise<HttpReply | undefined> {
    const found = this.#hosts.find(({ isServed }) => isServed(url.hostname));
    if (!found) return undefined;
    const path = url.pathname.replace(/\/{2,}/g, '/');
    const sent = new Headers(headers);
    sent.set('host', url.host);
    const outcome = await found.host(
      {
        method,
        path: path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path,
        query: url.searchParams,
        headers: sent,
        origin: url.origin,
        text: async () => body,
        bytes: async () => Buffer.from(body),
      },
      machineId,
    );
    return typeof outcome === 'string' ? undefined : outcome;
  }
}
