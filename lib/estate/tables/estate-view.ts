import 'server-only';
import { nameOf } from '@/lib/arm/arm-id';
import type {
  DenyRow,
  EstateReader,
  FederatedRow,
  PrincipalLookup,
  RoleAssignmentRow,
  RoleRow,
  TableReader,
} from '@/lib/model/estate-reader';
import type { ManagementGroupNode, SubscriptionNode, VisibilityGap } from '@/lib/model/summary';
import type { Hierarchy } from './hierarchy';
import { RowLists } from './links';
import { type EstateRecords, systemIdSuffix } from './records';

/** Which rows belong together, made again after each refresh; see joins. */
export interface EstateLinks {
  readonly hostsOfIdentity: RowLists;
  readonly identitiesOfHost: RowLists;
  /** By code of the principal in `records.strings`. */
  readonly roleAssignmentsOfPrincipal: RowLists;
}

const noLinks: EstateLinks = {
  hostsOfIdentity: RowLists.none,
  identitiesOfHost: RowLists.none,
  roleAssignmentsOfPrincipal: RowLists.none,
};

const systemSuffix = systemIdSuffix.toLowerCase();
const noGroups: readonly string[] = [];

/** The estate as pure code reads it. Always shows the records as they are now. */
export class EstateView implements EstateReader {
  readonly hosts: TableReader<'hosts'>;
  readonly identities: TableReader<'identities'>;
  readonly roleAssignments: TableReader<'roleAssignments'>;
  readonly tenantId: string;
  links: EstateLinks = noLinks;
  hierarchy: Hierarchy;
  gaps: readonly VisibilityGap[] = [];
  asOf = 0;
  readonly #records: EstateRecords;

  constructor(records: EstateRecords, tenantId: string, hierarchy: Hierarchy) {
    this.#records = records;
    this.hosts = records.hosts;
    this.identities = records.identities;
    this.roleAssignments = records.roleAssignments;
    this.tenantId = tenantId;
    this.hierarchy = hierarchy;
  }

  get managementGroups(): readonly ManagementGroupNode[] {
    return this.hierarchy.managementGroups;
  }

  get subscriptions(): readonly SubscriptionNode[] {
    return this.hierarchy.subscriptions;
  }

  hostId(row: number): string {
    return this.#records.hostIds[row] ?? '';
  }

  identityId(row: number): string {
    return this.#records.identityId(row);
  }

  hostRow(armId: string): number | undefined {
    const row = this.#records.hostRows.get(armId.toLowerCase());
    return row !== undefined && this.hosts.isLive(row) ? row : undefined;
  }

  identityRow(armId: string): number | undefined {
    const key = armId.toLowerCase();
    const row = key.endsWith(systemSuffix)
      ? this.#records.hostSystem[this.hostRow(key.slice(0, -systemSuffix.length)) ?? -1]
      : this.#records.identityRows.get(key);
    return row !== undefined && this.identities.isLive(row) ? row : undefined;
  }

  roleAssignmentRow(armId: string): number | undefined {
    const row = this.#records.roleAssignmentRows.get(nameOf(armId).toLowerCase());
    if (row === undefined || !this.roleAssignments.isLive(row)) return undefined;
    return this.#records.roleAssignmentId(row).toLowerCase() === armId.toLowerCase() ? row : undefined;
  }

  identityRowOfPrincipal(principalId: string): number | undefined {
    const row = this.#records.rowOfPrincipal.get(principalId.toLowerCase());
    if (row === undefined || !this.identities.isLive(row)) return undefined;
    return this.#records.principalIds[row] === principalId.toLowerCase() ? row : undefined;
  }

  principalId(row: number): string {
    return this.#records.principalIds[row] ?? '';
  }

  clientId(row: number): string {
    return this.#records.clientIds[row] ?? '';
  }

  tenantIdOfHost(row: number): string {
    return this.#records.strings.value(this.#records.hostTenants[row] ?? 0);
  }

  tags(table: 'hosts' | 'identities', row: number): Readonly<Record<string, string>> {
    const { hostTags, identityTags, tagSets } = this.#records;
    return tagSets[(table === 'hosts' ? hostTags[row] : identityTags[row]) ?? 0] ?? {};
  }

  hostsOf(row: number): readonly number[] {
    return this.links.hostsOfIdentity.rowsOf(row);
  }

  identitiesOf(row: number): readonly number[] {
    return this.links.identitiesOfHost.rowsOf(row);
  }

  roleAssignment(row: number): RoleAssignmentRow {
    const records = this.#records;
    const { strings } = records;
    const created = this.roleAssignments.number('created', row);
    return {
      armId: records.roleAssignmentId(row),
      principalId: strings.value(records.roleAssignmentPrincipal[row] ?? 0),
      principalType: strings.value(records.roleAssignmentPrincipalType[row] ?? 0),
      roleGuid: strings.value(records.roleAssignmentRole[row] ?? 0),
      scope: records.roleAssignmentScope(row).toLowerCase(),
      condition: strings.value(records.roleAssignmentCondition[row] ?? 0) || null,
      description: strings.value(records.roleAssignmentDescription[row] ?? 0) || null,
      createdOn: created < 0 ? null : new Date(created * 1000).toISOString(),
      createdBy: strings.value(records.roleAssignmentAuthor[row] ?? 0) || null,
    };
  }

  roleAssignmentsOf(principalId: string): readonly number[] {
    const code = this.#records.strings.find(principalId.toLowerCase());
    return code === undefined ? [] : this.links.roleAssignmentsOfPrincipal.rowsOf(code);
  }

  /** Only groups that hold role assignments: through others nothing is gained. */
  groupsOf(principalId: string): readonly string[] | null {
    if (!this.#records.groupsKnown) return null;
    return this.#records.groupsOfMember.get(principalId.toLowerCase()) ?? noGroups;
  }

  role(roleGuid: string): RoleRow | undefined {
    return this.#records.roles.get(roleGuid.toLowerCase());
  }

  denyAssignments(): readonly DenyRow[] | null {
    const { denied } = this.#records;
    const rows = new Map<string, DenyRow>();
    for (const { subscriptionId, visible } of this.subscriptions) {
      const list = denied.get(subscriptionId);
      if (visible && !list) return null;
      for (const deny of list ?? []) {
        const { id, ...rest } = deny;
        rows.set(id.toLowerCase(), { armId: id, ...rest });
      }
    }
    return [...rows.values()];
  }

  federatedOf(row: number): readonly FederatedRow[] | null {
    // Only user-assigned identities can have federated credentials.
    if (this.identities.text('kind', row) !== 'user') return [];
    return this.#records.federated.get(row) ?? null;
  }

  principal(principalId: string): PrincipalLookup {
    const principal = this.#records.principals.get(principalId.toLowerCase());
    return principal ? { known: true, principal } : { known: false, absent: principal === null };
  }

  vaultUsesRbac(armId: string): boolean | undefined {
    return this.#records.vaults.get(armId.toLowerCase());
  }

  scopesAbove(scope: string): readonly string[] {
    return this.hierarchy.above(scope);
  }

  scopeName(scope: string): string {
    return this.hierarchy.nameOf(scope);
  }
}
