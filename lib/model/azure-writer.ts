import type { RolePermission } from './estate-reader';

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
  /** Ids as the machine writes them. `principalId` is '' for a reference to an identity that was deleted. */
  readonly user: readonly { readonly id: string; readonly principalId: string }[];
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

/**
 * Azure as steps see it: one method for each request they make. Implemented over Microsoft's SDKs by
 * lib/azure/step-source.ts. Reads answer null for what does not exist; everything throws AzureError otherwise.
 */
export interface AzureWriter {
  readonly tenantId: string;
  resourceGroup(id: string): Promise<{ readonly location: string } | null>;
  putResourceGroup(id: string, location: string): Promise<void>;
  identity(id: string): Promise<IdentityState | null>;
  putIdentity(
    id: string,
    body: { location: string; tags: Readonly<Record<string, string>>; isolationScope: string },
  ): Promise<void>;
  tagIdentity(id: string, tags: Readonly<Record<string, string>>): Promise<void>;
  deleteIdentity(id: string): Promise<void>;
  machine(id: string): Promise<MachineState | null>;
  /** 412 when the machine changed since `etag`. */
  patchMachineIdentity(id: string, patch: IdentityPatch, etag: string, report: Report): Promise<void>;
  powerMachine(id: string, action: 'start' | 'deallocate', report: Report): Promise<void>;
  deleteMachine(id: string, report: Report): Promise<void>;
  /** Object id of a user-assigned identity, or of the system-assigned one of a resource; null when there is none. */
  principalOf(identityOrHostId: string): Promise<string | null>;
  assignment(id: string): Promise<AssignmentState | null>;
  /** Assignments of exactly this role to this principal at exactly this scope. */
  assignmentsOf(scope: string, principalId: string): Promise<readonly AssignmentState[]>;
  putAssignment(
    scope: string,
    name: string,
    body: { roleGuid: string; principalId: string; condition: string; description: string },
  ): Promise<void>;
  deleteAssignment(id: string): Promise<void>;
  federated(identityId: string): Promise<readonly FederatedState[]>;
  putFederated(identityId: string, credential: FederatedState): Promise<void>;
  deleteFederated(identityId: string, name: string): Promise<void>;
  /** Locks at the scope or above it, in its subscription. */
  locks(scope: string): Promise<readonly LockState[]>;
  putLock(scope: string, name: string, notes: string): Promise<void>;
  deleteLock(scope: string, name: string): Promise<void>;
  vault(id: string): Promise<VaultState | null>;
  changePolicy(vaultId: string, change: 'add' | 'remove', policy: AccessPolicy): Promise<void>;
  deploymentState(groupId: string, name: string): Promise<string | null>;
  /** Runs a template to its end. `secrets` become secure parameters and are in no log. */
  deploy(
    groupId: string,
    name: string,
    template: unknown,
    secrets: Readonly<Record<string, string>>,
    report: Report,
  ): Promise<void>;
  /** What Azure says the template would do, as `Create …` lines. */
  whatIf(
    groupId: string,
    template: unknown,
    secrets: Readonly<Record<string, string>>,
  ): Promise<readonly string[]>;
  /** What the caller may do at a scope by role assignments; deny assignments are not subtracted. */
  permissions(scope: string): Promise<readonly RolePermission[]>;
}
