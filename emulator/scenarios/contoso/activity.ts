import { parseArmId, subscriptionScope } from '../../core/contract/arm-id.ts';
import { dayMs } from '../../core/contract/clock.ts';
import type { ArmResource, RoleAssignment } from '../../core/contract/entities.ts';
import { type EventStatus, type RecordedWrite, recordedWrites } from '../../providers/insights/tables.ts';
import { Random } from '../estate/random.ts';
import type { Company, SubscriptionKey } from './company.ts';

/** One day less than Azure keeps: what is seeded stays in the log for a day at least. */
const keptDays = 89;
const vmType = 'Microsoft.Compute/virtualMachines';
const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';
/** az's and the Azure portal's own applications, which people act through. */
const azAppId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const portalAppId = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c';

/** Who builds in a subscription: the pipelines that may, or who assigns the roles there. */
const builders: Readonly<Record<SubscriptionKey, string>> = {
  prod: 'terraform',
  staging: 'terraform',
  dev: 'ci-deployer',
  platform: 'Olivia Moreno',
  sandbox: 'Olivia Moreno',
};

type Step = readonly [status: EventStatus, afterMs: number, code?: number];

const atOnce: readonly Step[] = [
  ['Started', 0],
  ['Succeeded', 640, 201],
];
const inTheBackground: readonly Step[] = [
  ['Started', 0],
  ['Accepted', 1_850, 201],
  ['Succeeded', 43_200],
];
const changed: readonly Step[] = [
  ['Started', 0],
  ['Accepted', 930, 200],
  ['Succeeded', 9_400],
];

interface Written {
  readonly resourceId: string;
  readonly action: string;
  readonly method: 'PUT' | 'PATCH';
  /** Epoch milliseconds. */
  readonly time: number;
  readonly objectId: string;
  readonly steps: readonly Step[];
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
}

/** What the last 89 days of Contoso left in the Activity Log. Draws from numbers of its own, so the rest of Contoso is as it was. */
class SeededLog {
  readonly #company: Company;
  readonly #random: Random;

  constructor(company: Company) {
    this.#company = company;
    this.#random = new Random(`activity of ${company.world.tenantId}`, 1);
  }

  isKept(time: number): boolean {
    return time > this.#company.ago(keptDays) && time < this.#company.now - dayMs / 48;
  }

  write(written: Written): RecordedWrite {
    const { resourceId, objectId, action, method, time, steps } = written;
    const principal = this.#company.world.principals.get(objectId);
    const id = this.#random.guid;
    const text = (body: unknown): string | undefined =>
      body === undefined ? undefined : JSON.stringify(body);
    const [requestBody, responseBody] = [text(written.requestBody), text(written.responseBody)];
    return {
      operationId: id(),
      correlationId: id(),
      clientRequestId: id(),
      requestId: id(),
      method,
      action,
      resourceId,
      subscriptionId: parseArmId(resourceId).subscriptionId?.toLowerCase() ?? '',
      objectId,
      appId:
        principal?.kind === 'ServicePrincipal'
          ? principal.appId
          : this.#random.below(2) === 0
            ? azAppId
            : portalAppId,
      ...(principal?.kind === 'User'
        ? { user: { upn: principal.userPrincipalName, name: principal.displayName } }
        : {}),
      events: steps.map(([status, afterMs, code]) => ({
        id: id(),
        status,
        time: time + afterMs,
        ...(code === undefined ? {} : { code }),
        ...(status === 'Started' && requestBody !== undefined ? { requestBody } : {}),
        ...(status === 'Succeeded' && responseBody !== undefined ? { responseBody } : {}),
      })),
    };
  }
}

function builderOf(company: Company, resource: ArmResource): string {
  const keys: readonly SubscriptionKey[] = ['prod', 'staging', 'dev', 'platform', 'sandbox'];
  const key = keys.find((one) => company.subscriptionIds[one] === resource.subscriptionId) ?? 'platform';
  return company.principal(resource.type === identityType ? 'Olivia Moreno' : builders[key]).id;
}

function* ofResource(company: Company, log: SeededLog, resource: ArmResource): Generator<RecordedWrite> {
  const { id: resourceId, type, createdTime: time } = resource;
  const objectId = builderOf(company, resource);
  const action = `${type}/write`;
  const steps = type === identityType ? atOnce : inTheBackground;
  yield log.write({ resourceId, action, method: 'PUT', time, objectId, steps });
  // A system-assigned identity is as old as its machine: only what exists by itself was attached later.
  if (type !== vmType || !resource.identity?.user.length) return;
  const attached = { method: 'PATCH', time: time + 900_000, steps: changed } as const;
  yield log.write({ resourceId, action, objectId, ...attached });
}

function ofAssignment(log: SeededLog, assignment: RoleAssignment): RecordedWrite {
  const { scope, name, principalId, principalType, roleName, createdBy, createdOn } = assignment;
  const type = 'Microsoft.Authorization/roleAssignments';
  const subscriptionId = parseArmId(scope).subscriptionId;
  const definitions = `${subscriptionId ? subscriptionScope(subscriptionId) : ''}/providers/Microsoft.Authorization/roleDefinitions`;
  const resourceId = `${scope === '/' ? '' : scope}/providers/${type}/${name}`;
  const properties = { roleDefinitionId: `${definitions}/${roleName}`, principalId, principalType };
  return log.write({
    resourceId,
    action: `${type}/write`,
    method: 'PUT',
    time: Date.parse(createdOn) - 640,
    objectId: createdBy,
    steps: atOnce,
    requestBody: { properties },
    responseBody: { properties: { ...properties, scope }, id: resourceId, type, name },
  });
}

/** The Activity Log of the resources and role assignments that were created lately; nothing about older ones. */
export function seedActivity(company: Company): void {
  const { world } = company;
  const log = new SeededLog(company);
  const writes: RecordedWrite[] = [];
  for (const resource of world.resources.values())
    if (log.isKept(resource.createdTime)) writes.push(...ofResource(company, log, resource));
  for (const assignment of world.roleAssignments.values())
    if (log.isKept(Date.parse(assignment.createdOn))) writes.push(ofAssignment(log, assignment));
  writes.sort((left, right) => (left.events[0]?.time ?? 0) - (right.events[0]?.time ?? 0));
  for (const write of writes) world.table(recordedWrites).put(write);
}
