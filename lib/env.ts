import 'server-only';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const whole = z.coerce.number().int().positive();

const schema = z.object({
  /** Azure Resource Manager; the emulator's or a sovereign cloud's when set. */
  AZURE_RESOURCE_MANAGER_ENDPOINT: url.default('https://management.azure.com'),
  AZURE_AUTHORITY_HOST: url.default('https://login.microsoftonline.com'),
  AZURE_GRAPH_ENDPOINT: url.default('https://graph.microsoft.com'),
  /** Milliseconds between two refreshes while somebody watches. */
  KEYLESS_LIVE_INTERVAL_MS: whole.default(30_000),
  /** Calls to Azure a minute, for one caller, that live updates may make at most. */
  KEYLESS_READS_PER_MINUTE: whole.default(1200),
  /** Calls to Azure at the same time, for one caller. */
  KEYLESS_CONCURRENCY: whole.max(256).default(24),
  /** PostgreSQL server for what must last; empty: a file in the data folder. */
  DATABASE_URL: z.string().default(''),
  KEYLESS_DATA_FOLDER: z.string().default('.keyless/data'),
  /** Offer the tour, which creates a virtual machine, to whoever has done nothing yet. */
  KEYLESS_OFFERS_TOUR: z.enum(['0', '1']).default('0'),
  /** Where links to the Azure Portal lead. */
  KEYLESS_PORTAL_URL: url.default('https://portal.azure.com'),
  /** The port the server listens on; Next says it to itself when it starts. Cookies are named after it. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The key behind session links and cookies, at least 256 bits; empty: the server makes one when it starts. */
  KEYLESS_LOCAL_SECRET: z
    .string()
    .regex(/^([\w-]{43,})?$/, 'at least 43 characters of base64url')
    .default(''),
  /** Names (host or host:port, comma-separated) the portal may be asked under besides loopback ones. */
  KEYLESS_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter((name) => name !== ''),
    ),
});

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/**
 * Settings from the environment, checked on first use. The credential's own variables (AZURE_TENANT_ID,
 * AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, …) are read by @azure/identity, trusted CAs by Node (NODE_EXTRA_CA_CERTS).
 * Throws an error that names each setting that is wrong.
 */
export function env(): Env {
  if (!parsed) {
    // An empty value is how a shell or compose file says "not set".
    const given = Object.entries(process.env).filter(([, value]) => value !== '');
    const result = schema.safeParse(Object.fromEntries(given));
    if (!result.success) throw new Error(`The environment is not usable.\n${z.prettifyError(result.error)}`);
    parsed = result.data;
  }
  return parsed;
}
