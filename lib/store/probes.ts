import 'server-only';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Operation } from '@/lib/model/operation';
import type { ProbeFinding, ProbeRecord } from '@/lib/model/token-probe';
import type { Database, ProbeTable, Store } from './schema';

const target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('arm'), scopeId: z.string() }),
  z.object({ kind: z.literal('secret'), vaultId: z.string(), secretName: z.string() }),
  z.object({ kind: z.literal('container'), accountId: z.string(), containerName: z.string() }),
]);
const exchange = z.object({
  status: z.number(),
  durationMs: z.number(),
  code: z.string(),
  message: z.string(),
  trouble: z.enum(['', 'timeout', 'refused', 'unresolved', 'tls', 'proxy', 'other']),
});
const claims = z.object({
  aud: z.string(),
  iss: z.string(),
  tid: z.string(),
  oid: z.string(),
  appid: z.string(),
  xms_mirid: z.string(),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
});
const result = z.object({
  shell: z.enum(['sh', 'powershell']),
  tokenUrl: z.string(),
  answeredBy: z.string(),
  imds: exchange,
  claims: claims.nullable(),
  call: exchange.extend({ url: z.string(), version: z.string() }).nullable(),
});
const selector = z.enum(['default', 'client-id', 'object-id', 'resource-id']);

function recordOf(row: ProbeTable): ProbeRecord {
  return {
    operationId: row.operation_id,
    position: row.position,
    at: row.at,
    machineId: row.machine_id,
    identityId: row.identity_id,
    selector: selector.parse(row.selector),
    target: target.parse(JSON.parse(row.target)),
    result: result.parse(JSON.parse(row.result)),
  };
}

/** Keeps what a probe found, instead of what an earlier try of the same step found; part of a transaction. */
export async function putProbe(
  transaction: Transaction<Database>,
  of: { readonly operation: Operation; readonly position: number },
  finding: ProbeFinding,
): Promise<void> {
  const { id, tenantId, objectId } = of.operation;
  const values = {
    tenant_id: tenantId,
    object_id: objectId,
    at: finding.at,
    machine_id: finding.machineId.toLowerCase(),
    identity_id: finding.identityId,
    selector: finding.selector,
    // Parsed first: what the shape does not name is not kept.
    target: JSON.stringify(target.parse(finding.target)),
    result: JSON.stringify(result.parse(finding.result)),
  };
  await transaction
    .insertInto('probe')
    .values({ operation_id: id, position: of.position, ...values })
    .onConflict((conflict) => conflict.columns(['operation_id', 'position']).doUpdateSet(values))
    .execute();
}

/** Rows of one virtual machine that are looked at: more than anybody tries. */
const newest = 200;

type Person = Pick<Operation, 'tenantId' | 'objectId'>;

/** What a person's token probes found. Nobody else sees them. */
export class ProbeStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The newest of each identity, selector and target on a virtual machine, newest first. */
  async latest(person: Person, machineId: string): Promise<ProbeRecord[]> {
    const rows = await this.#store
      .selectFrom('probe')
      .selectAll()
      .where('tenant_id', '=', person.tenantId)
      .where('object_id', '=', person.objectId)
      .where('machine_id', '=', machineId.toLowerCase())
      .orderBy('at', 'desc')
      .limit(newest)
      .execute();
    const seen = new Set<string>();
    return rows.map(recordOf).filter(({ identityId, selector: by, target: at }) => {
      const key = JSON.stringify([identityId, by, at]).toLowerCase();
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }

  /** Those of one operation of the person's, in the order of its steps. */
  async ofOperation(person: Person, id: string): Promise<ProbeRecord[]> {
    const rows = await this.#store
      .selectFrom('probe')
      .selectAll()
      .where('tenant_id', '=', person.tenantId)
      .where('object_id', '=', person.objectId)
      .where('operation_id', '=', id)
      .orderBy('position')
      .execute();
    return rows.map(recordOf);
  }
}
