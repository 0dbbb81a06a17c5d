import type { FederatedCredentialModel, IdentityBlock, UserReference } from '@/lib/model/arm-models';

/** Epoch seconds of a date the SDK parsed; -1 for none. */
export function toSeconds(date: Date | undefined): number {
  const ms = date?.getTime() ?? Number.NaN;
  return Number.isNaN(ms) ? -1 : Math.floor(ms / 1000);
}

interface WireIdentity {
  readonly type?: string;
  readonly principalId?: string;
  readonly tenantId?: string;
  readonly userAssignedIdentities?: Readonly<
    Record<string, { principalId?: string; clientId?: string } | null>
  >;
}

const noIdentity: IdentityBlock = { type: 'None', principalId: '', tenantId: '', user: [] };

/**
 * The identity block of any resource. Providers write the type with and without a space and in several casings
 * (learn.microsoft.com/azure/virtual-machines, REST reference), so it is derived from what is there.
 */
export function toIdentityBlock(wire: WireIdentity | undefined): IdentityBlock {
  if (!wire?.type || /^none$/i.test(wire.type)) return noIdentity;
  const system = /systemassigned/i.test(wire.type);
  const user: UserReference[] = [];
  const references = wire.userAssignedIdentities;
  for (const id in references) {
    const value = references[id];
    user.push({
      id,
      principalId: value?.principalId?.toLowerCase() ?? '',
      clientId: value?.clientId?.toLowerCase() ?? '',
    });
  }
  const named = /userassigned/i.test(wire.type) || user.length > 0;
  return {
    type: system
      ? named
        ? 'SystemAssigned, UserAssigned'
        : 'SystemAssigned'
      : named
        ? 'UserAssigned'
        : 'None',
    principalId: system ? (wire.principalId?.toLowerCase() ?? '') : '',
    tenantId: wire.tenantId?.toLowerCase() ?? '',
    user,
  };
}

const noTags: Readonly<Record<string, string>> = {};

export function toTags(tags: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  return tags ?? noTags;
}

export function toFederatedCredential(wire: {
  readonly name?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly audiences?: string[];
}): FederatedCredentialModel {
  const { name = '', issuer = '', subject = '', audiences = [] } = wire;
  return { name, issuer, subject, audiences };
}
