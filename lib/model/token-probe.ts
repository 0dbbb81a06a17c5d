import type { FlowRepair } from './identity-flow';

/** How code says which identity it wants a token of. `default` says nothing and takes what the metadata service gives. */
export type ProbeSelector = 'default' | 'client-id' | 'object-id' | 'resource-id';

/** What a token is tried on. IDs are ARM ids; names are looked up. */
export type ProbeTarget =
  /** Lists what lies in a subscription or resource group. */
  | { readonly kind: 'arm'; readonly scopeId: string }
  /** Reads one secret: status and version only, the value never leaves the virtual machine. */
  | { readonly kind: 'secret'; readonly vaultId: string; readonly secretName: string }
  /** Lists at most one blob of a container. */
  | { readonly kind: 'container'; readonly accountId: string; readonly containerName: string };

/** Claims of an access token that say whose it is, and for what. Never the token. */
export interface ProbeClaims {
  readonly aud: string;
  readonly iss: string;
  readonly tid: string;
  readonly oid: string;
  readonly appid: string;
  /** ARM id of the resource or identity the token was issued to. */
  readonly xms_mirid: string;
  /** Epoch seconds; -1 where the token has none. */
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
}

/** An HTTP exchange as code on the virtual machine saw it. */
export interface ProbeExchange {
  /** 0: no answer, see `trouble`. */
  readonly status: number;
  readonly durationMs: number;
  /** Code and message of the answer where it was an error; '' otherwise. Never more than 600 characters. */
  readonly code: string;
  readonly message: string;
  /** Why there was no answer; '' when there was one. */
  readonly trouble: '' | 'timeout' | 'refused' | 'unresolved' | 'tls' | 'proxy' | 'other';
}

/** What one run of the probe's script said. */
export interface ProbeResult {
  readonly shell: 'sh' | 'powershell';
  /** The request for a token as it was sent: exact URL, header names and values. */
  readonly tokenUrl: string;
  /** `Server` header of the metadata service's answer, which tells a proxy's answer from its own; '' when there was none. */
  readonly answeredBy: string;
  readonly imds: ProbeExchange;
  /** Null when no token came. */
  readonly claims: ProbeClaims | null;
  /** Null when it was not called, because no token came. */
  readonly call:
    | (ProbeExchange & {
        readonly url: string /** Version of the secret that was read; '' otherwise. */;
        readonly version: string;
      })
    | null;
}

/** A probe that ran, as it is kept: ids, what was asked and what was answered. No token, no secret's value. */
export interface ProbeRecord {
  readonly operationId: string;
  readonly position: number;
  /** Epoch milliseconds at which its answer came. */
  readonly at: number;
  readonly machineId: string;
  /** ARM id of the identity that was asked for; the machine's own id for its system-assigned one, '' for the default. */
  readonly identityId: string;
  readonly selector: ProbeSelector;
  readonly target: ProbeTarget;
  readonly result: ProbeResult;
}

/** What a probe's step hands over to be kept; the operation it belongs to is known to whoever keeps it. */
export type ProbeFinding = Omit<ProbeRecord, 'operationId' | 'position'>;

/** Why a probe stopped where it did, and what to do. */
export interface ProbeExplanation {
  /** Which of the known failures it is, e.g. `imds-several-identities`. */
  readonly id: string;
  readonly step: 5 | 6 | 7;
  readonly title: string;
  readonly why: string;
  /** Possible causes where what is known does not decide between them; empty otherwise. */
  readonly causes: readonly string[];
  readonly whatToDo: string;
  readonly repair: FlowRepair | null;
}

/** A probe as a person sees it: names were looked up with the rights of whoever looks. */
export interface ShownProbe {
  readonly record: ProbeRecord;
  /** Whose the token is; '' where that is not known, and where there is no page of it. */
  readonly holder: { readonly name: string; readonly href: string };
  /** e.g. `secret db-password in kv-batch-prod`. */
  readonly target: string;
  /** Null when it succeeded. */
  readonly explanation: ProbeExplanation | null;
}
