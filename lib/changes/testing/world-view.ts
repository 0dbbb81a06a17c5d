import { isRecord } from '@/lib/changes/code/testing/flat-resource';
import type { Harness } from './harness';

/** What differs between two worlds in which the same was done: when, and by which numbers. */
const volatile = new Set([
  'etag',
  'timeCreated',
  'vmId',
  'diskId',
  'resourceGuid',
  'createdOn',
  'updatedOn',
  'createdBy',
  'updatedBy',
  'principalId',
  'clientId',
  'systemData',
]);

function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !volatile.has(key))
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, steady(inner)]),
  );
}

/** Azure as its owner reads it by REST, without an SDK in between. */
export class WorldView {
  readonly #harness: Harness;

  constructor(harness: Harness) {
    this.#harness = harness;
  }

  async #get(path: string, apiVersion: string): Promise<unknown> {
    const { azure } = this.#harness;
    const token = await azure.credentialOf('owner').getToken('https://management.azure.com/.default');
    const url = `${azure.emulator.endpoints.resourceManager}${encodeURI(path)}?api-version=${apiVersion}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token?.token}` } });
    if (!answer.ok) throw new Error(`${answer.status} ${path}: ${await answer.text()}`);
    return answer.json();
  }

  /** A resource without what is its own alone. */
  async resource(id: string, apiVersion: string): Promise<unknown> {
    return steady(await this.#get(id, apiVersion));
  }

  /** Role assignments of the given principals in the subscription, as “resource role scope condition description”. */
  async roleAssignments(principals: readonly string[]): Promise<string[]> {
    const { subscriptionId } = this.#harness;
    const azure = this.#harness.stepsOf();
    const byPrincipal = new Map<string, string>();
    for (const resource of principals) {
      const principal = await azure.principalOf(resource);
      if (principal !== null) byPrincipal.set(principal, resource);
    }
    const listed = await this.#get(
      `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments`,
      '2022-04-01',
    );
    const rows = isRecord(listed) && Array.isArray(listed.value) ? listed.value : [];
    return rows
      .flatMap((row: unknown) => {
        const properties = isRecord(row) && isRecord(row.properties) ? row.properties : {};
        const resource = byPrincipal.get(String(properties.principalId));
        const { roleDefinitionId, scope, condition, description, principalType } = properties;
        return resource === undefined
          ? []
          : [JSON.stringify([resource, roleDefinitionId, scope, principalType, condition, description])];
      })
      .sort();
  }

  /** Access policies of a vault for the given principals. */
  async policies(vaultId: string, principals: readonly string[]): Promise<unknown[]> {
    const azure = this.#harness.stepsOf();
    const vault = await azure.vault(vaultId);
    return Promise.all(
      principals.map(async (resource) => {
        const principal = await azure.principalOf(resource);
        const found = vault?.policies.find(({ objectId }) => objectId === principal);
        return found && { resource, secrets: found.secrets, keys: found.keys };
      }),
    );
  }
}
