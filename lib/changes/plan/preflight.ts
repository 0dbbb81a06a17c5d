import 'server-only';
import { scopeOfExtension, subscriptionScopeOf } from '@/lib/arm/arm-id';
import { parentsOf } from '@/lib/arm/scopes';
import { toFault } from '@/lib/azure/to-fault';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import type { EstateReader, RolePermission, RoleRow } from '@/lib/model/estate-reader';
import type { PermissionVerdict } from '@/lib/model/plan-review';
import type { Requirement } from '@/lib/model/step';
import type { LockState } from '@/lib/model/writer-states';
import { roleToAskFor } from '@/lib/rbac/documented-roles';
import { deniesAt } from '@/lib/rbac/permissions';
import { permissionAllows } from '@/lib/rbac/privilege';

const roleAssignmentAction = 'Microsoft.Authorization/roleAssignments/write';
const maxGranters = 5;

type Answer = { known: true; permissions: readonly RolePermission[] } | { known: false; why: string };

/**
 * What the caller may do, asked of Azure itself scope by scope and once each; deny assignments, which those answers
 * leave out, from the estate. https://learn.microsoft.com/rest/api/authorization/permissions
 */
export class Preflight {
  readonly #azure: AzureWriter;
  readonly #estate: EstateReader;
  readonly #roles: () => Iterable<RoleRow>;
  readonly #objectId: string;
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #locks = new Map<string, Promise<readonly LockState[] | null>>();

  constructor(parts: {
    azure: AzureWriter;
    estate: EstateReader;
    roles: () => Iterable<RoleRow>;
    objectId: string;
  }) {
    this.#azure = parts.azure;
    this.#estate = parts.estate;
    this.#roles = parts.roles;
    this.#objectId = parts.objectId;
  }

  /** Whether the caller has each permission. `planned` are ids that the plan makes: asked about where they will be. */
  async check(
    requirements: readonly Requirement[],
    planned: ReadonlySet<string>,
  ): Promise<PermissionVerdict[]> {
    const verdicts = await Promise.all(requirements.map((one) => this.#verdict(one, planned)));
    const missing = verdicts.filter(({ verdict }) => verdict === 'missing');
    return verdicts.map((verdict) => {
      if (verdict.verdict !== 'missing') return verdict;
      // One role for all that is missing at the same place.
      const actions = missing.filter(({ scope }) => scope === verdict.scope).map(({ action }) => action);
      const role = roleToAskFor(this.#roles(), { actions, dataActions: [] });
      return { ...verdict, role: role?.name ?? '', granters: this.#granters(verdict.scope) };
    });
  }

  /** Locks that forbid deleting `id` or, when they are read-only, changing it. Null: they could not be read. */
  async locksOn(id: string, deletes: boolean): Promise<readonly LockState[] | null> {
    const subscription = subscriptionScopeOf(id).toLowerCase();
    if (subscription === '') return [];
    let asked = this.#locks.get(subscription);
    if (!asked) {
      asked = this.#azure.locks(subscription).catch(() => null);
      this.#locks.set(subscription, asked);
    }
    const locks = await asked;
    const lower = id.toLowerCase();
    return (
      locks?.filter((lock) => {
        const at = scopeOfExtension(lock.id).toLowerCase();
        if (lower === at || lower.startsWith(`${at}/`)) return deletes || lock.level === 'ReadOnly';
        return deletes && at.startsWith(`${lower}/`);
      }) ?? null
    );
  }

  async #verdict({ action, scope }: Requirement, planned: ReadonlySet<string>): Promise<PermissionVerdict> {
    const answer = await this.#permissions(scope, planned);
    const base = { action, scope, scopeName: this.#estate.scopeName(scope), role: '', granters: [] };
    if (!answer.known) return { ...base, verdict: 'unknown', reason: answer.why };
    const allowed = answer.permissions.some((one) => permissionAllows(one, action));
    if (!allowed) {
      const conditioned = action.toLowerCase().startsWith('microsoft.authorization/roleassignments/')
        ? this.#hasUnderCondition(scope, action)
        : false;
      return conditioned
        ? {
            ...base,
            verdict: 'conditional',
            reason: 'You may under a condition, which only Azure evaluates.',
          }
        : { ...base, verdict: 'missing', reason: '' };
    }
    const denial = this.#denial(scope, action);
    if (denial !== null) return { ...base, verdict: 'denied', reason: `Deny assignment “${denial}”.` };
    if (this.#estate.denyAssignments() === null)
      return { ...base, verdict: 'unknown', reason: 'Deny assignments could not be read.' };
    return { ...base, verdict: 'allowed', reason: '' };
  }

  #permissions(scope: string, planned: ReadonlySet<string>): Promise<Answer> {
    const lower = scope.toLowerCase();
    const known = this.#answers.get(lower);
    if (known) return known;
    const asked = this.#ask(scope, planned);
    this.#answers.set(lower, asked);
    return asked;
  }

  async #ask(scope: string, planned: ReadonlySet<string>): Promise<Answer> {
    const [parent = '/'] = parentsOf(scope);
    if (planned.has(scope.toLowerCase()) && parent !== '/') return this.#permissions(parent, planned);
    try {
      return { known: true, permissions: await this.#azure.permissions(scope) };
    } catch (error) {
      const fault = toFault(error, 'Ask what you may do');
      // What does not exist yet is governed by where it will lie.
      if (fault.status === 404 && scope !== '/') return this.#permissions(parent, planned);
      return { known: false, why: `${fault.code}: ${fault.message}` };
    }
  }

  #scopes(scope: string): { lower: string; above: readonly string[] } {
    const lower = scope.toLowerCase();
    return { lower, above: this.#estate.scopesAbove(lower) };
  }

  #denial(scope: string, action: string): string | null {
    const { lower, above } = this.#scopes(scope);
    const ids = [this.#objectId, ...(this.#estate.groupsOf(this.#objectId) ?? [])];
    const denies = deniesAt(this.#estate.denyAssignments() ?? [], ids, lower, above);
    const found = denies.find(({ permissions }) => permissions.some((one) => permissionAllows(one, action)));
    return found?.name ?? null;
  }

  #hasUnderCondition(scope: string, action: string): boolean {
    const { lower, above } = this.#scopes(scope);
    const inForce = new Set([lower, ...above]);
    const ids = [this.#objectId, ...(this.#estate.groupsOf(this.#objectId) ?? [])];
    return ids.some((id) =>
      this.#estate.roleAssignmentsOf(id).some((row) => {
        const roleAssignment = this.#estate.roleAssignment(row);
        const role = this.#estate.role(roleAssignment.roleGuid);
        return (
          roleAssignment.condition !== null &&
          inForce.has(roleAssignment.scope) &&
          role?.permissions.some((one) => permissionAllows(one, action)) === true
        );
      }),
    );
  }

  /** Names of who may hand out roles at the scope, nearest first, as far as the caller sees. */
  #granters(scope: string): string[] {
    const { lower, above } = this.#scopes(scope);
    const inForce = [lower, ...above];
    const found: { name: string; distance: number }[] = [];
    for (const row of this.#estate.roleAssignments.live()) {
      const roleAssignment = this.#estate.roleAssignment(row);
      const distance = inForce.indexOf(roleAssignment.scope);
      // Under a condition one may not hand out everything, and only Azure knows what.
      if (distance < 0 || roleAssignment.condition !== null) continue;
      const role = this.#estate.role(roleAssignment.roleGuid);
      if (!role?.permissions.some((one) => permissionAllows(one, roleAssignmentAction))) continue;
      const lookup = this.#estate.principal(roleAssignment.principalId);
      if (!lookup.known) continue;
      found.push({ name: lookup.principal.displayName, distance });
    }
    const names = found.sort((left, right) => left.distance - right.distance).map(({ name }) => name);
    return [...new Set(names)].slice(0, maxGranters);
  }
}
