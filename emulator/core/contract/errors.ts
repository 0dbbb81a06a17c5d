import { type HttpReply, jsonReply } from './http.ts';

/** An error as Azure Resource Manager answers it. `gateway` errors are made by ARM's front door, the rest by the provider. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly target?: string;
  readonly details?: readonly { code: string; message: string; target?: string }[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      target?: string;
      details?: readonly { code: string; message: string; target?: string }[];
      headers?: Readonly<Record<string, string>>;
      gateway?: boolean;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.target = more.target;
    this.details = more.details;
    this.headers = more.gateway ? { 'x-ms-failure-cause': 'gateway', ...more.headers } : (more.headers ?? {});
  }

  toReply(): HttpReply {
    return jsonReply(this.status, this.toBody(), this.headers);
  }

  toBody(): unknown {
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.target ? { target: this.target } : {}),
        ...(this.details ? { details: this.details } : {}),
      },
    };
  }
}
