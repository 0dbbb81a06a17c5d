import type { Seeded } from './contract/seeded.ts';
import type { World } from './contract/world.ts';

/** What a client needs to use a running emulator. Everything in it is made up for this tenant. */
export interface ReadyFile {
  readonly resourceManager: string;
  /** Microsoft Entra ID: `{authority}/{tenantId}/oauth2/v2.0/token`. */
  readonly authority: string;
  /** The same without a tenant in its URLs, for clients that would otherwise ask the public cloud about it (az). */
  readonly adfsAuthority: string;
  readonly graph: string;
  readonly imds: string;
  /** HTTP forward proxy (HTTPS_PROXY) to the emulated Azure under its public host names. */
  readonly proxy: string;
  readonly caFile: string;
  /** File for `az cloud register --cloud-config @file`. */
  readonly azCloudConfig: string;
  /** For the emulator's own controls, in the header `x-emulator-secret`; a new one each start. Never printed. */
  readonly controlSecret: string;
  readonly tenantId: string;
  /** Ids. */
  readonly subscriptions: readonly string[];
  /** Display names by id. */
  readonly subscriptionNames: Readonly<Record<string, string>>;
  readonly people: Seeded['people'];
  readonly servicePrincipals: readonly {
    readonly name: string;
    readonly clientId: string;
    readonly secret: string;
    /** Private key and certificate, PEM. */
    readonly certificateFile: string;
    readonly objectId: string;
  }[];
}

export function readyFile(input: {
  world: World;
  seeded: Seeded;
  httpsOrigin: string;
  imdsOrigin: string;
  caFile: string;
  azCloudConfig: string;
  certificateFile: string;
  controlSecret: string;
}): ReadyFile {
  const { world, seeded, httpsOrigin, certificateFile } = input;
  return {
    resourceManager: httpsOrigin,
    authority: httpsOrigin,
    adfsAuthority: `${httpsOrigin}/adfs`,
    graph: httpsOrigin,
    imds: input.imdsOrigin,
    proxy: input.imdsOrigin,
    caFile: input.caFile,
    azCloudConfig: input.azCloudConfig,
    controlSecret: input.controlSecret,
    tenantId: world.tenantId,
    subscriptions: [...world.subscriptions.values()].map((row) => row.subscriptionId),
    subscriptionNames: Object.fromEntries(
      [...world.subscriptions.values()].map((row) => [row.subscriptionId, row.displayName]),
    ),
    people: seeded.people,
    servicePrincipals: seeded.servicePrincipals.map(({ name, clientId, secret, objectId }) => ({
      name,
      clientId,
      secret,
      certificateFile,
      objectId,
    })),
  };
}
