import type { ResourceIdentity } from '../../core/contract/entities.ts';
import { imdsErrors } from './imds-error.ts';

/** One identity of a machine, with the ARM id that names it: the machine's own for the system-assigned one. */
export interface ChosenIdentity {
  readonly principalId: string;
  readonly clientId: string;
  readonly resourceId: string;
}

/** How code says which identity it wants: at most one of these. Values compare without case. */
export interface IdentitySelector {
  readonly clientId?: string;
  readonly objectId?: string;
  readonly resourceId?: string;
}

/**
 * The identity a token request gets. Unqualified: the system-assigned one when it is enabled, else the only
 * user-assigned one, else none. https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-faq
 * Throws ImdsError.
 */
export function chooseIdentity(
  vmId: string,
  identity: ResourceIdentity | undefined,
  selector: IdentitySelector,
): ChosenIdentity {
  const system = identity?.system ? { ...identity.system, resourceId: vmId } : undefined;
  const user = (identity?.user ?? []).map(({ id, principalId, clientId }) => ({
    principalId,
    clientId,
    resourceId: id,
  }));
  const given = Object.values(selector).filter((value) => value !== undefined);
  if (given.length > 1) throw imdsErrors.selectors();
  if (given.length === 0) {
    if (system) return system;
    const [only, ...others] = user;
    if (only === undefined) throw imdsErrors.identityNotFound();
    if (others.length > 0) throw imdsErrors.noDefault();
    return only;
  }
  const same = (a: string, b: string | undefined) => a.toLowerCase() === b?.toLowerCase();
  const found = [...(system ? [system] : []), ...user].find(
    (candidate) =>
      same(candidate.clientId, selector.clientId) ||
      same(candidate.principalId, selector.objectId) ||
      same(candidate.resourceId, selector.resourceId),
  );
  if (found === undefined) throw imdsErrors.identityNotFound();
  return found;
}
