/** A user-assigned identity as its provider answers. */
export interface IdentityState {
  readonly id: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly principalId: string;
  readonly clientId: string;
  /** None or Regional. */
  readonly isolationScope: string;
}

/** A virtual machine as far as steps need it. */
export interface MachineState {
  readonly id: string;
  readonly location: string;
  readonly etag: string;
  readonly system: { readonly principalId: string } | null;
  /**
   * Ids as the machine writes them. `principalId` is '' while an identity is being attached, and it may stay when the
   * identity is deleted: only `missing` says that Azure was asked for the identity and answered that there is none.
   */
  readonly user: readonly {
    readonly id: string;
    readonly principalId: string;
    readonly missing: boolean;
  }[];
  /** running, deallocated, stopped, …; 'unknown' */
  readonly power: string;
}

/** What a PATCH of a machine's identity block says. `null` removes a reference. */
export interface IdentityPatch {
  readonly type: 'None' | 'SystemAssigned' | 'UserAssigned' | 'SystemAssigned, UserAssigned';
  readonly userAssignedIdentities?: Readonly<Record<string, Record<string, never> | null>>;
}

export interface AssignmentState {
  readonly id: string;
  readonly scope: string;
  readonly principalId: string;
  readonly principalType: string;
  readonly roleGuid: string;
  readonly condition: string;
  readonly description: string;
}

export interface FederatedState {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export interface VaultState {
  readonly id: string;
  readonly location: string;
  readonly tenantId: string;
  readonly usesRbac: boolean;
  readonly policies: readonly {
    readonly objectId: string;
    readonly secrets: readonly string[];
    readonly keys: readonly string[];
  }[];
}

export interface AccessPolicy {
  readonly objectId: string;
  readonly tenantId: string;
  readonly secrets: readonly string[];
  readonly keys: readonly string[];
}

export interface LockState {
  readonly id: string;
  readonly name: string;
  readonly level: string;
}

/** Says how far a long-running change is, in words for a person. */
export type Report = (note: string) => void;
