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

/** A virtual machine as far as a script can run on it. */
export interface ProbedMachine {
  readonly id: string;
  readonly os: 'Linux' | 'Windows';
  /** running, deallocated, stopped, …; 'unknown' */
  readonly power: string;
  /** Of the VM agent: 'ready', Azure's word for another state, or 'unknown'. */
  readonly agent: string;
  /** '' without a system-assigned identity. */
  readonly systemPrincipalId: string;
  readonly userAssigned: readonly { readonly id: string; readonly principalId: string }[];
}

/** What the token probe's script takes; its names are those of Run Command's parameters. */
export interface ProbeParameters {
  /** Audience of the token. */
  readonly resource: string;
  readonly selector: '' | 'client_id' | 'object_id' | 'msi_res_id';
  readonly selectorvalue: string;
  readonly callurl: string;
  /** x-ms-version of the call; '' for none. */
  readonly callversion: string;
}

/** A vault or storage account as a probe's target. Null: not known. */
export interface ProbeTargetState {
  /** Address of its data, with a slash at the end. */
  readonly endpoint: string;
  readonly isPublic: boolean | null;
  readonly isOpenByDefault: boolean | null;
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
