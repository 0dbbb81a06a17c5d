import { groupScope, managementGroupScope, subscriptionScope } from '../../core/contract/arm-id.ts';
import type { ArmResource, PrincipalType } from '../../core/contract/entities.ts';
import type { World } from '../../core/contract/world.ts';
import { Estate, type NewResource } from '../estate/estate.ts';
import type { Random } from '../estate/random.ts';

/** Short names of Contoso's subscriptions, as the scenario's tables use them. */
export type SubscriptionKey = 'prod' | 'staging' | 'dev' | 'platform' | 'sandbox';

export interface NamedPrincipal {
  readonly id: string;
  readonly type: PrincipalType;
}

/**
 * Contoso while it is being built: finds what was built before by the names the tables use, and throws on a name that
 * does not exist, so that a typo in the data stops the start instead of leaving a reference to nothing.
 */
export class Company extends Estate {
  readonly subscriptionIds: Readonly<Record<SubscriptionKey, string>>;
  readonly #principals = new Map<string, NamedPrincipal>();
  readonly #resourceIds = new Map<string, string>();

  constructor(
    world: World,
    now: number,
    random: Random,
    subscriptionIds: Readonly<Record<SubscriptionKey, string>>,
  ) {
    super(world, now, random);
    this.subscriptionIds = subscriptionIds;
  }

  #subscriptionId(key: string): string | undefined {
    return Object.entries(this.subscriptionIds).find(([name]) => name === key)?.[1];
  }

  know(name: string, principal: NamedPrincipal): void {
    if (this.#principals.has(name)) throw new Error(`The scenario names two principals '${name}'.`);
    this.#principals.set(name, principal);
  }

  principal(name: string): NamedPrincipal {
    const principal = this.#principals.get(name);
    if (!principal) throw new Error(`The scenario refers to the principal '${name}', which does not exist.`);
    return principal;
  }

  override resource(input: NewResource): ArmResource {
    const resource = super.resource(input);
    this.register(resource);
    return resource;
  }

  /** Makes a resource findable by name, and its system-assigned principal too. */
  register(resource: ArmResource): void {
    if (this.#resourceIds.has(resource.name))
      throw new Error(`The scenario names two resources '${resource.name}'.`);
    this.#resourceIds.set(resource.name, resource.id);
    const system = resource.identity?.system;
    if (system) this.know(resource.name, { id: system.principalId, type: 'ServicePrincipal' });
  }

  /** ARM id of a resource by its name, which is unique in Contoso. */
  idOf(name: string): string {
    const id = this.#resourceIds.get(name);
    if (!id) throw new Error(`The scenario refers to the resource '${name}', which does not exist.`);
    return id;
  }

  /**
   * Scope from its short form: `/`, `mg:contoso`, `mg:root`, `prod`, `prod/rg-web`, `kv-orders-prod`, or a resource with
   * a child path such as `kv-orders-prod/secrets/db`.
   */
  scope(short: string): string {
    if (short === '/') return '/';
    if (short === 'mg:root') return managementGroupScope(this.world.tenantId);
    if (short.startsWith('mg:')) return managementGroupScope(short.slice(3));
    const slash = short.indexOf('/');
    const head = slash < 0 ? short : short.slice(0, slash);
    const rest = slash < 0 ? '' : short.slice(slash + 1);
    const subscriptionId = this.#subscriptionId(head);
    if (subscriptionId === undefined) return rest ? `${this.idOf(head)}/${rest}` : this.idOf(head);
    return rest ? groupScope(subscriptionId, rest) : subscriptionScope(subscriptionId);
  }

  assignRole(
    principalName: string,
    role: string,
    scope: string,
    more: { ageDays?: number; condition?: string; description?: string } = {},
  ): void {
    const { id, type } = this.principal(principalName);
    const ageDays = more.ageDays ?? 3 + this.random.below(420) + this.random.fraction();
    this.assign({ ...more, principalId: id, principalType: type, role, scope: this.scope(scope), ageDays });
  }
}
