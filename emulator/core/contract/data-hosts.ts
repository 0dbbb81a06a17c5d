/** Host names under which the resources of one type serve their data, each below its own name. */
export interface DataHosts {
  /** With namespace, e.g. Microsoft.KeyVault/vaults. */
  readonly resourceType: string;
  /** Azure's, e.g. `vault.azure.net`: a vault is `{name}.vault.azure.net`. */
  readonly suffix: string;
  /** The same for clients that reach the emulator without its proxy, e.g. `vault.localhost`. */
  readonly localSuffix: string;
}

/** Azure's host name for the one a client used, lower-cased; undefined when it is none of these. */
export function publicHostFor({ suffix, localSuffix }: DataHosts, host: string): string | undefined {
  if (host.endsWith(`.${suffix}`)) return host;
  return host.endsWith(`.${localSuffix}`) ? `${host.slice(0, -localSuffix.length)}${suffix}` : undefined;
}
