import { timingSafeEqual } from 'node:crypto';
import type { User } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';
import { entraErrors } from './entra-error.ts';

/** Public clients of Microsoft that every tenant knows: az, Azure PowerShell, Visual Studio Code, Azure portal. */
const firstPartyClients = new Set([
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  '1950a258-227b-4e31-a9cf-717495945fc2',
  'aebc6443-996d-45c2-90f0-388ff96faa56',
  'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
]);

export function isFirstParty(clientId: string): boolean {
  return firstPartyClients.has(clientId.toLowerCase());
}

/** The person with this `username` and `password`. Throws EntraError. */
export function personByPassword(form: URLSearchParams, world: World): User {
  const upn = form.get('username');
  const password = form.get('password');
  if (!upn) throw entraErrors.missing('username');
  if (!password) throw entraErrors.missing('password');
  const user = world.principals.find('userPrincipalName', upn)[0];
  if (user?.kind !== 'User') throw entraErrors.unknownUser(upn, world.tenant.displayName);
  const [expected, given] = [Buffer.from(user.password), Buffer.from(password)];
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    throw entraErrors.wrongPassword();
  return user;
}
