import type { HttpReply, OutboundRequest } from '../../../../core/contract/http.ts';

/** A request from inside the machine. Undefined: there is no answer, and the request was told why. */
export type Fetch = (request: OutboundRequest) => Promise<HttpReply | undefined>;

/** What a script wrote. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** What Run Command hands a script: a value, with a name where it was given one. */
export interface Parameter {
  readonly name?: string;
  readonly value: string;
}
