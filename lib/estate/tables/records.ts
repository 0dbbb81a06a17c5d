import 'server-only';
import { roleAssignmentIdOf } from '@/lib/arm/arm-id';
import type {
  DenyAssignmentModel,
  FederatedCredentialModel,
  PrincipalModel,
  RoleDefinitionModel,
  UserReference,
} from '@/lib/model/arm-models';
import type { HostEvent } from './change-feed';
import { Dictionary, grown } from './column';
import { EstateTable } from './table';

/** A user-assigned identity as hosts refer to it, whether or not it is there. */
export interface Reference {
  readonly id: string;
  readonly principalId: string;
  readonly clientId: string;
  /** Row in the identities table; -1 while none is known. */
  row: number;
}

export const systemIdSuffix = '/providers/Microsoft.ManagedIdentity/identities/default';

const noReferences: readonly number[] = [];

/**
 * The raw estate of one caller: three tables and, beside them, what the columns leave out, packed row by row.
 * Written by the appliers (apply-hosts, apply-identities, apply-role assignments), read through the reader.
 */
export class EstateRecords {
  readonly hosts = new EstateTable('hosts');
  readonly identities = new EstateTable('identities');
  readonly roleAssignments = new EstateTable('roleAssignments');

  /** Moves with every applied page; rows remember the version they changed at. */
  version = 1;
  /** Number of the refresh that is going on. */
  refresh = 0;

  // Hosts
  readonly hostIds: string[] = [];
  readonly hostRows = new Map<string, number>();
  /** Numbers into `references`. */
  readonly hostReferences: (readonly number[])[] = [];
  /** Row of the host's system-assigned identity; -1 none, dead rows included. */
  hostSystem = new Int32Array(0);
  hostTags = new Uint32Array(0);
  hostTenants = new Uint32Array(0);

  // Identities
  /** '' for a system-assigned one: its id derives from its host's. */
  readonly identityIds: string[] = [];
  readonly identityRows = new Map<string, number>();
  readonly principalIds: string[] = [];
  readonly clientIds: string[] = [];
  /** Host row of a system-assigned identity; -1. */
  identityHost = new Int32Array(0);
  identityTags = new Uint32Array(0);
  readonly rowOfPrincipal = new Map<string, number>();

  // Role assignments
  readonly roleAssignmentNames: string[] = [];
  readonly roleAssignmentRows = new Map<string, number>();
  /** Codes in `strings`. */
  roleAssignmentPrincipal = new Uint32Array(0);
  roleAssignmentPrincipalType = new Uint32Array(0);
  roleAssignmentRole = new Uint32Array(0);
  roleAssignmentCondition = new Uint32Array(0);
  roleAssignmentDescription = new Uint32Array(0);
  roleAssignmentAuthor = new Uint32Array(0);

  readonly references: Reference[] = [];
  readonly referenceNumbers = new Map<string, number>();
  /** Tenant ids, object ids, role GUIDs, conditions: each once. */
  readonly strings = new Dictionary();
  readonly tagSets: Readonly<Record<string, string>>[] = [{}];
  readonly #tagNumbers = new Map<string, number>([['{}', 0]]);

  /** Kind and subscription by scope, as role assignments write it. */
  readonly scopeFacts = new Map<string, { scopeKind: string; subscription: string }>();

  readonly roles = new Map<string, RoleDefinitionModel>();
  /** By subscription; a subscription that is missing was not read. */
  readonly denied = new Map<string, readonly DenyAssignmentModel[]>();
  readonly vaults = new Map<string, boolean>();
  /** By identity row; a row that is missing was not read. */
  readonly federated = new Map<number, readonly FederatedCredentialModel[]>();
  /** Refresh that last asked for an identity's federated credentials, whether or not they could be read. */
  readonly federatedRefresh = new Map<number, number>();
  /** What Graph said by object id; null: certainly absent. */
  readonly principals = new Map<string, PrincipalModel | null>();
  /** Groups with role assignments by member; members of all such groups are here when `groupsKnown`. */
  readonly groupsOfMember = new Map<string, readonly string[]>();
  groupsKnown = false;
  /** Creation times of identities that the generic list told before their own list did. */
  readonly createdAhead = new Map<string, number>();

  /** `list:subscription` once read to its end; what was never read before makes no news. */
  readonly readBefore = new Set<string>();
  /** Moves when something beside the tables changed that derived columns and rules depend on. */
  facts = 0;
  /** What happened since the last refresh, in the order it was seen. */
  events: HostEvent[] = [];

  tagNumber(tags: Readonly<Record<string, string>>): number {
    const key = JSON.stringify(tags);
    const known = this.#tagNumbers.get(key);
    if (known !== undefined) return known;
    this.#tagNumbers.set(key, this.tagSets.length);
    this.tagSets.push(tags);
    return this.tagSets.length - 1;
  }

  string(value: string): number {
    return this.strings.code(value, 0);
  }

  referencesOfHost(row: number): readonly number[] {
    return this.hostReferences[row] ?? noReferences;
  }

  /** The number of a reference; ids Azure tells of a known one for the first time are taken over. */
  reference(reference: UserReference): number {
    const key = reference.id.toLowerCase();
    const known = this.referenceNumbers.get(key);
    if (known !== undefined) {
      const stored = this.references[known];
      if (stored && stored.principalId === '' && reference.principalId !== '') {
        this.references[known] = { ...reference, row: stored.row };
      }
      return known;
    }
    const number = this.references.length;
    this.referenceNumbers.set(key, number);
    this.references.push({ ...reference, row: this.identityRows.get(key) ?? -1 });
    return number;
  }

  /** Room for one more host, identity, or role assignment beside its table. */
  growHosts(): void {
    const { rows } = this.hosts;
    const make = (length: number) => new Uint32Array(length);
    this.hostSystem = grown(this.hostSystem, rows, (length) => new Int32Array(length), -1);
    this.hostTags = grown(this.hostTags, rows, make);
    this.hostTenants = grown(this.hostTenants, rows, make);
  }

  growIdentities(): void {
    const { rows } = this.identities;
    this.identityHost = grown(this.identityHost, rows, (length) => new Int32Array(length), -1);
    this.identityTags = grown(this.identityTags, rows, (length) => new Uint32Array(length));
  }

  growRoleAssignments(): void {
    const { rows } = this.roleAssignments;
    const make = (length: number) => new Uint32Array(length);
    this.roleAssignmentPrincipal = grown(this.roleAssignmentPrincipal, rows, make);
    this.roleAssignmentPrincipalType = grown(this.roleAssignmentPrincipalType, rows, make);
    this.roleAssignmentRole = grown(this.roleAssignmentRole, rows, make);
    this.roleAssignmentCondition = grown(this.roleAssignmentCondition, rows, make);
    this.roleAssignmentDescription = grown(this.roleAssignmentDescription, rows, make);
    this.roleAssignmentAuthor = grown(this.roleAssignmentAuthor, rows, make);
  }

  identityId(row: number): string {
    const host = this.identityHost[row] ?? -1;
    return host >= 0 ? `${this.hostIds[host] ?? ''}${systemIdSuffix}` : (this.identityIds[row] ?? '');
  }

  roleAssignmentScope(row: number): string {
    return this.roleAssignments.text('scope', row);
  }

  roleAssignmentId(row: number): string {
    return roleAssignmentIdOf(this.roleAssignmentScope(row), this.roleAssignmentNames[row] ?? '');
  }
}
