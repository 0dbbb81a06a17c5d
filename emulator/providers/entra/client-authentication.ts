import { timingSafeEqual } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, importSPKI } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../core/contract/clock.ts';
import type { ServicePrincipal } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';
import { federatedCredentials } from '../managed-identity/tables.ts';
import { EntraError, entraErrors } from './entra-error.ts';
import type { Tokens } from './tokens.ts';

interface Parts {
  readonly world: World;
  readonly clock: Clock;
  readonly tokens: Tokens;
}

/** Claims of a client assertion. az writes times with fractions. */
const assertionSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string()).nonempty()]),
  exp: z.number(),
  nbf: z.number().optional(),
});

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The application with this client id. Throws AADSTS700016 when the tenant has none. */
export function applicationOf(world: World, clientId: string): ServicePrincipal {
  for (const principal of world.principals.find('appId', clientId)) {
    if (principal.kind === 'ServicePrincipal') return principal;
  }
  throw entraErrors.unknownApplication(clientId, world.tenant.displayName);
}

/**
 * Checks a client's secret, certificate assertion or federated assertion and gives its service principal.
 * `form` may carry the client id and secret in an Authorization header instead, which the caller has merged.
 */
export async function authenticateClient(form: URLSearchParams, parts: Parts): Promise<ServicePrincipal> {
  const clientId = form.get('client_id');
  if (!clientId) throw entraErrors.missing('client_id');
  const application = applicationOf(parts.world, clientId);
  const assertion = form.get('client_assertion');
  if (assertion) {
    if (form.get('client_assertion_type') !== assertionType)
      throw entraErrors.missing('client_assertion_type');
    await checkAssertion(application, assertion, parts);
    return application;
  }
  const secret = form.get('client_secret');
  if (!secret) throw entraErrors.missingSecret();
  if (!application.secrets.some((known) => equal(known, secret))) throw entraErrors.wrongSecret(clientId);
  return application;
}

async function checkAssertion(application: ServicePrincipal, assertion: string, parts: Parts): Promise<void> {
  const claims = readAssertion(application.appId, assertion);
  const nowSeconds = parts.clock.now() / 1000;
  // Signed by the application itself (certificate) or by another issuer it trusts (federated credential).
  if (claims.iss.toLowerCase() === application.appId.toLowerCase()) {
    await checkCertificate(application, assertion);
    const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
    const ours = audiences.some((audience) =>
      /^https:\/\/[^/]+\/(.+\/)?(oauth2\/.*token|v2\.0|)\/?$/i.test(audience),
    );
    if (!ours) throw entraErrors.wrongAssertionAudience();
  } else {
    await checkFederated(application, assertion, claims, parts);
  }
  if (claims.exp < nowSeconds - 300 || (claims.nbf ?? 0) > nowSeconds + 300)
    throw entraErrors.expiredAssertion();
}

function readAssertion(clientId: string, assertion: string): z.infer<typeof assertionSchema> {
  try {
    return assertionSchema.parse(decodeJwt(assertion));
  } catch {
    throw entraErrors.badAssertion(clientId, 'The assertion is not a well-formed JSON Web Token.');
  }
}

/** A thumbprint as base64url without padding; MSAL for Python pads it. */
function thumbprint(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
}

/** RFC 7523 with the certificate named by its thumbprint: x5t (SHA-1) or x5t#S256. */
async function checkCertificate(application: ServicePrincipal, assertion: string): Promise<void> {
  const header = decodeProtectedHeader(assertion);
  const sha256 = header['x5t#S256'];
  const certificate = application.certificates.find(
    (known) => known.sha256 === thumbprint(sha256) || known.sha1 === thumbprint(header.x5t),
  );
  if (!certificate) {
    throw entraErrors.badAssertion(application.appId, 'The key was not found.');
  }
  const algorithm = header.alg === 'PS256' ? 'PS256' : 'RS256';
  try {
    const key = await importSPKI(certificate.publicKeyPem, algorithm);
    await compactVerify(assertion, key, { algorithms: [algorithm] });
  } catch {
    throw entraErrors.badAssertion(
      application.appId,
      'The key was found, but use of the key to verify the signature failed.',
    );
  }
}

/** Only issuers whose key is at hand can be checked: this tenant's own. Others match a record and then fail honestly. */
async function checkFederated(
  application: ServicePrincipal,
  assertion: string,
  claims: z.infer<typeof assertionSchema>,
  parts: Parts,
): Promise<void> {
  const identityId = application.alternativeNames.find((name) => name.startsWith('/')) ?? '';
  const trusted = parts.world.table(federatedCredentials).find('identity', identityId);
  const sameIssuer = trusted.filter((credential) => credential.issuer === claims.iss);
  if (sameIssuer.length === 0) throw entraErrors.noFederatedIssuer(claims.iss);
  const sameSubject = sameIssuer.filter((credential) => credential.subject === claims.sub);
  if (sameSubject.length === 0) throw entraErrors.noFederatedSubject(claims.sub);
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (
    !sameSubject.some((credential) => credential.audiences.some((audience) => audiences.includes(audience)))
  ) {
    throw entraErrors.noFederatedAudience(audiences.join(', '));
  }
  if (claims.iss !== parts.tokens.issuer) {
    throw new EntraError(
      400,
      'invalid_request',
      50166,
      'Request to External OIDC endpoint failed: the emulator calls nobody.',
    );
  }
  if ((await parts.tokens.payload(assertion)) === undefined) {
    throw entraErrors.badAssertion(application.appId, 'The signature of the federated assertion is invalid.');
  }
}
