import { z } from 'zod';
import { type ArmHarness, required } from '../../core/test-support.ts';

/**
 * What a reader of the characteristics table expects, and nothing else: a system-assigned identity is part of its
 * resource, a user-assigned one is a resource of its own, and role assignments belong to neither.
 */
export interface Model {
  /** By VM name. */
  readonly machines: Map<string, { system: string | null; user: Set<string> }>;
  /** Principal ids of the user-assigned identities that exist, by name. */
  readonly identities: Map<string, string>;
  /** Role assignment name to principal id: they outlive the principal. */
  readonly roleAssignments: Map<string, string>;
  /** Every principal id ever seen: none comes back. */
  readonly everSeen: Set<string>;
}

export function emptyModel(): Model {
  return { machines: new Map(), identities: new Map(), roleAssignments: new Map(), everSeen: new Set() };
}

const vmSchema = z.object({
  name: z.string(),
  identity: z
    .object({
      type: z.string(),
      principalId: z.string().optional(),
      userAssignedIdentities: z
        .record(z.string(), z.object({ principalId: z.string().optional() }))
        .optional(),
    })
    .optional(),
});
const identitySchema = z.object({ name: z.string(), properties: z.object({ principalId: z.string() }) });
export type WireVm = z.infer<typeof vmSchema>;

/** A tenant that is driven by ARM requests only. */
export class Estate {
  readonly harness: ArmHarness;
  readonly scope: string;
  readonly group: string;

  constructor(harness: ArmHarness) {
    this.harness = harness;
    this.scope = `/subscriptions/${harness.subscriptionId}`;
    this.group = `${this.scope}/resourceGroups/rg1`;
    harness.world.resourceGroups.put({
      subscriptionId: harness.subscriptionId,
      name: 'rg1',
      location: 'westeurope',
      tags: {},
    });
    harness.clock.freeze();
  }

  vmPath(name: string): string {
    return `${this.group}/providers/Microsoft.Compute/virtualMachines/${name}`;
  }

  identityPath(name: string): string {
    return `${this.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  }

  /** Sends it and lets what it started end. Answers the status and the error's code, empty for none. */
  async write(method: string, path: string, body?: unknown): Promise<{ status: number; code: string }> {
    const version = path.includes('Microsoft.Authorization') ? '2022-04-01' : '2024-11-30';
    const reply = await this.harness.send(method, `${path}?api-version=${version}`, {
      text: body === undefined ? '' : JSON.stringify(body),
    });
    this.harness.clock.advance(10_000);
    this.harness.operations.settle();
    const error = z.object({ error: z.object({ code: z.string() }) }).safeParse(bodyOf(reply.body));
    return { status: reply.status, code: error.success ? error.data.error.code : '' };
  }

  async #list(path: string): Promise<unknown[]> {
    const rows: unknown[] = [];
    let next: string | undefined = `${path}?api-version=2024-11-30`;
    while (next !== undefined) {
      const reply = await this.harness.send('GET', next);
      const page = z
        .object({ value: z.array(z.unknown()), nextLink: z.string().optional() })
        .parse(bodyOf(reply.body));
      rows.push(...page.value);
      next = page.nextLink;
    }
    return rows;
  }

  async machines(): Promise<WireVm[]> {
    const rows = await this.#list(`${this.scope}/providers/Microsoft.Compute/virtualMachines`);
    return rows.map((row) => vmSchema.parse(row));
  }

  async identities(): Promise<Map<string, string>> {
    const rows = await this.#list(`${this.scope}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`);
    return new Map(
      rows.map((row) => identitySchema.parse(row)).map((row) => [row.name, row.properties.principalId]),
    );
  }

  /** Principal ids of the managed identities Entra ID knows. */
  principals(): Set<string> {
    return new Set(
      [...this.harness.world.principals.values()]
        .filter((row) => row.kind === 'ServicePrincipal' && row.servicePrincipalType === 'ManagedIdentity')
        .map((row) => row.objectId),
    );
  }

  readerRole(): string {
    const { name } = required(this.harness.world.roleDefinitions.find('roleName', 'Reader')[0]);
    return `${this.scope}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
  }
}

function bodyOf(body: unknown): unknown {
  return typeof body === 'string' && body !== '' ? JSON.parse(body) : body;
}
