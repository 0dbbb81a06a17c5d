import { z } from 'zod';
import type { ArmResource, IdentityReference, ResourceIdentity } from '../../../core/contract/entities.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Context } from '../../../core/contract/provider.ts';
import { invalidContent } from '../../../core/rules/arm-errors.ts';
import {
  createSystemAssigned,
  deleteManagedPrincipal,
  identityOf,
  referenceTo,
} from '../../../core/rules/lifecycle.ts';

export const identitySchema = z.object({
  type: z.string().nullish(),
  userAssignedIdentities: z.record(z.string(), z.unknown()).nullish(),
});
export type IdentityBody = z.infer<typeof identitySchema>;

const assignAction = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';

/** What a request asks for, checked against itself and the caller's rights but not yet done. */
export interface IdentityChange {
  readonly system: boolean;
  /** References the resource will have, in order. */
  readonly user: readonly IdentityReference[];
  /** Lower-cased ids that are new to the resource: Azure shows them without ids until the operation has ended. */
  readonly pendingIds: readonly string[];
}

interface Wanted {
  readonly system: boolean;
  readonly user: boolean;
}

/** Reads the type tolerantly (spacing, casing), as Azure does. */
function parseType(type: string | null | undefined): Wanted {
  if (type === null || type === undefined) {
    throw invalidContent("Required property 'type' not found in JSON. Path 'identity'.");
  }
  const parts = type.split(',').map((part) => part.trim().toLowerCase());
  const system = parts.includes('systemassigned');
  const user = parts.includes('userassigned');
  const known = parts.every((part) => ['systemassigned', 'userassigned', 'none'].includes(part));
  if (!known || (parts.includes('none') && parts.length > 1)) {
    throw invalidContent(
      `Error converting value "${type}" to type 'ResourceIdentityType'. Path 'identity.type'.`,
    );
  }
  return { system, user };
}

function invalidIdentity(message: string): ArmError {
  return new ArmError(400, 'InvalidParameter', message, { target: 'resourceIdentity.identityIds' });
}

/** Azure writes identities in these messages with lower-case `resourcegroups`. */
function canonical(id: string): string {
  return id.replace(/\/resourcegroups\//i, '/resourcegroups/');
}

/** The caller needs `assign` on every identity the body names, also on those the resource already has. */
function checkLinked(context: Context, resourceId: string, action: string, ids: readonly string[]): void {
  const refused = ids.filter((id) => !context.may(assignAction, id));
  if (refused.length === 0) return;
  const { name, objectId } = context.caller;
  throw new ArmError(
    403,
    'LinkedAuthorizationFailed',
    `The client '${name}' with object id '${objectId}' has permission to perform action '${action}' on scope '${resourceId}'; however, it does not have permission to perform action '${assignAction}' on the linked scope(s) '${refused.map(canonical).join(',')}' or the linked scope(s) are invalid.`,
    { gateway: true },
  );
}

function requireReference(context: Context, resourceId: string, id: string): IdentityReference {
  const reference = referenceTo(context.world, id);
  if (reference) return reference;
  throw new ArmError(
    400,
    'FailedIdentityOperation',
    `Identity operation for resource '${resourceId}' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: '{"error":{"code":"BadRequest","message":"Resource '${canonical(id)}' was not found."}}'.'.`,
  );
}

/**
 * What an identity block of a PATCH or PUT means for a resource.
 * PATCH merges the dictionary: absent identities stay, null removes (in any casing). PUT replaces it. A type without
 * UserAssigned drops them all. https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-configure-managed-identities
 * Throws InvalidParameter, InvalidRequestContent, LinkedAuthorizationFailed or FailedIdentityOperation.
 */
export function planIdentityChange(
  context: Context,
  target: { id: string; identity?: ResourceIdentity },
  body: IdentityBody,
  mode: 'merge' | 'replace',
  action: string,
): IdentityChange {
  const wanted = parseType(body.type);
  const entries = Object.entries(body.userAssignedIdentities ?? {});
  if (!wanted.user) {
    if (entries.length > 0) {
      const type = wanted.system ? 'SystemAssigned' : 'None';
      throw invalidIdentity(`ResourceIdentity identityIds should not be provided if the type is "${type}".`);
    }
    return { system: wanted.system, user: [], pendingIds: [] };
  }
  const added = entries.filter(([, value]) => value !== null).map(([id]) => id);
  const removed = new Set(entries.filter(([, value]) => value === null).map(([id]) => id.toLowerCase()));
  checkLinked(context, target.id, action, added);
  const before = target.identity?.user ?? [];
  const references = added.map((id) => requireReference(context, target.id, id));
  const fresh = references.filter(
    ({ id }) => !before.some((kept) => kept.id.toLowerCase() === id.toLowerCase()),
  );
  const keepsAbsent =
    mode === 'merge' || body.userAssignedIdentities === undefined || body.userAssignedIdentities === null;
  const named = new Set(references.map(({ id }) => id.toLowerCase()));
  const kept = before.filter(({ id }) => {
    const lower = id.toLowerCase();
    return !removed.has(lower) && (keepsAbsent || named.has(lower));
  });
  // A reference to an identity that is gone blocks every change of the block that keeps it.
  for (const { id } of kept) requireReference(context, target.id, id);
  const user = [...kept, ...fresh];
  if (user.length === 0) {
    // Our reading: recordings only show the last identity removed by a type without UserAssigned.
    throw invalidIdentity(
      'ResourceIdentity identityIds should be provided if the type includes "UserAssigned".',
    );
  }
  return { system: wanted.system, user, pendingIds: fresh.map(({ id }) => id.toLowerCase()) };
}

/**
 * Carries out a change and answers the resource's new identity. Switching the system-assigned identity on makes a new
 * principal, off deletes it; role assignments stay behind either way.
 */
export function applyIdentityChange(
  context: Context,
  resource: Pick<ArmResource, 'id' | 'name' | 'identity'>,
  change: IdentityChange,
): ResourceIdentity | undefined {
  const { world, clock } = context;
  const before = resource.identity?.system;
  if (before && !change.system) deleteManagedPrincipal(world, before.principalId, clock.now());
  const system = change.system ? (before ?? createSystemAssigned(world, resource, clock.now())) : undefined;
  return identityOf(system, change.user);
}
