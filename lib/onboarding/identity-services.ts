import { identityServiceTable } from './identity-service-table';

/** Where code on a resource of the service gets its token. */
export const tokenEndpoints = {
  imds: 'http://169.254.169.254/metadata/identity/oauth2/token (IMDS)',
  app: 'IDENTITY_ENDPOINT and IDENTITY_HEADER of the app’s environment',
  arc: 'http://127.0.0.1:40342/metadata/identity/oauth2/token (Arc agent)',
  fabric: 'IDENTITY_ENDPOINT, IDENTITY_HEADER, and IDENTITY_SERVER_THUMBPRINT of the environment',
  automation: 'IDENTITY_ENDPOINT and IDENTITY_HEADER of the runbook’s environment',
  service: 'None: the service uses the identity itself',
} as const;

export type Supported = 'yes' | 'no' | 'unknown';

/** An Azure service whose resources can have a managed identity. */
export interface IdentityService {
  readonly name: string;
  /** Resource types as ARM writes them; empty where the identity is on something that is no resource of its own. */
  readonly types: readonly string[];
  readonly system: Supported;
  readonly user: Supported;
  /** Where it is switched on in the Azure portal. */
  readonly where: string;
  readonly endpoint: keyof typeof tokenEndpoints;
  readonly source: string;
}

/** Microsoft's list the services are taken from, and the day of the edition that was read. */
export const servicesSource = {
  url: 'https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-status',
  edition: '2025-02-27',
} as const;

const supports: readonly Supported[] = ['yes', 'no', 'unknown'];
const endpoints = ['imds', 'app', 'arc', 'fabric', 'automation', 'service'] as const;

function oneOf<Value extends string>(values: readonly Value[], text: string): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new Error(`Not one of ${values.join(', ')}: ${text}`);
  return found;
}

/**
 * The services of that list, each with the page it names. The list says that a service supports managed identities,
 * not which kinds; kinds, types, and places are those of each service's own documentation, `unknown` where that was
 * not certain.
 */
export const identityServices: readonly IdentityService[] = identityServiceTable
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', types = '', system = '', user = '', endpoint = '', where = '', path = ''] =
      line.split(' | ');
    return {
      name,
      types: types.split(' ').filter((type) => type !== ''),
      system: oneOf(supports, system),
      user: oneOf(supports, user),
      endpoint: oneOf(endpoints, endpoint),
      where,
      source: `https://learn.microsoft.com${path}`,
    };
  });

const byType = new Map(
  identityServices.flatMap((service) => service.types.map((type) => [type.toLowerCase(), service] as const)),
);

/** The service a resource type belongs to, when its resources can have an identity. */
export function serviceOfType(type: string): IdentityService | undefined {
  return byType.get(type.toLowerCase());
}

/** Services whose name, type, or place has every word of the text. */
export function servicesWith(text: string): readonly IdentityService[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return identityServices.filter(({ name, types, where }) => {
    const all = [name, ...types, where].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
