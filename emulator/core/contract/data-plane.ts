/** Where the resources of one type serve their data, each at a host name that begins with its own name, and to whom. */
export interface DataPlane {
  /** With namespace, e.g. Microsoft.KeyVault/vaults. */
  readonly resourceType: string;
  /** Azure's, e.g. `vault.azure.net`: a vault is `{name}.vault.azure.net`. */
  readonly suffix: string;
  /** The same for clients that reach the emulator without its proxy, e.g. `vault.localhost`. */
  readonly localSuffix: string;
  /** Audiences of the tokens it takes, without trailing slash; Microsoft Entra ID issues tokens for them. */
  readonly audiences: readonly string[];
}

/** The audiences as tokens have them: with or without a trailing slash, as the client asked. */
export function audiencesOf({ audiences }: DataPlane): readonly string[] {
  return audiences.flatMap((audience) => [audience, `${audience}/`]);
}

/** Azure's host name for the one a client used, lower-cased; undefined when it is none of these. */
export function publicHostFor({ suffix, localSuffix }: DataPlane, host: string): string | undefined {
  if (host.endsWith(`.${suffix}`)) return host;
  return host.endsWith(`.${localSuffix}`) ? `${host.slice(0, -localSuffix.length)}${suffix}` : undefined;
}

/** Whether the name of a host resolves: those of data planes do as long as their resource exists, all others always. */
export function resolves(
  world: { readonly resources: { find(index: 'publicHost', host: string): readonly unknown[] } },
  dataPlanes: readonly DataPlane[],
  host: string,
): boolean {
  const lower = host.toLowerCase();
  return (
    dataPlanes.every((plane) => publicHostFor(plane, lower) === undefined) ||
    world.resources.find('publicHost', lower).length > 0
  );
}
