import type { ArmResource, ResourceIdentity } from '../contract/entities.ts';

/** The identity block as Azure answers it. Azure never shows the client id of a system-assigned identity here. */
export function identityToWire(identity: ResourceIdentity, pendingIds: readonly string[] = []): unknown {
  const { system, user } = identity;
  const userAssignedIdentities: Record<string, unknown> = {};
  for (const { id, principalId, clientId } of user) {
    userAssignedIdentities[id] = pendingIds.includes(id.toLowerCase()) ? {} : { principalId, clientId };
  }
  return {
    type: identity.type,
    ...(system ? { principalId: system.principalId, tenantId: system.tenantId } : {}),
    ...(user.length > 0 ? { userAssignedIdentities } : {}),
  };
}

/** What every tracked resource shows besides its properties. */
export function envelopeToWire(resource: ArmResource): Record<string, unknown> {
  const { id, name, type, location, tags, kind, sku, zones, identity } = resource;
  return {
    id,
    name,
    type,
    location,
    tags,
    ...(kind === undefined ? {} : { kind }),
    ...(sku === undefined ? {} : { sku }),
    ...(zones === undefined ? {} : { zones }),
    ...(identity === undefined ? {} : { identity: identityToWire(identity) }),
  };
}

/** A resource as its own provider answers it. */
export function resourceToWire(resource: ArmResource): unknown {
  return { ...envelopeToWire(resource), properties: resource.properties };
}
