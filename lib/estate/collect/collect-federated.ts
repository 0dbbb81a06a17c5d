import 'server-only';
import type { AzureFault } from '@/lib/arm/fault';
import type { Limiter } from '@/lib/azure/limiter';
import type { FederatedCredentialModel } from '@/lib/model/arm-models';
import { applyFederated } from './apply-identities';
import { type Collection, partitionOf, readList } from './collection';

/**
 * Azure lists federated credentials one identity at a time, so a large estate cannot read them all on each refresh.
 * A refresh reads those not read yet, at most `firstReads`, and goes round the others, `laterReads` a refresh, those read
 * longest ago first. Until its turn comes an identity's credentials are unknown, not none.
 */
const firstReads = 400;
const laterReads = 40;

const partition = partitionOf('federatedCredentials');

/** The federated credentials read in one refresh. */
export class FederatedReading {
  readonly #collection: Collection;
  readonly #lists: Limiter;
  #left = firstReads;
  #asked = 0;
  #fault: AzureFault | null = null;

  constructor(collection: Collection, lists: Limiter) {
    this.#collection = collection;
    this.#lists = lists;
  }

  /** Identities of a subscription whose credentials were never read; call when its identities are listed. */
  async readNew(subscriptionId: string): Promise<void> {
    const { records } = this.#collection;
    const { identities } = records;
    const subscription = identities.dict('subscription');
    const code = subscription.dictionary.find(subscriptionId);
    const rows: number[] = [];
    for (let row = 0; row < identities.rows && this.#left > 0; row++) {
      if (subscription.codes[row] !== code || identities.dead[row] === 1) continue;
      if (identities.text('kind', row) !== 'user' || records.federatedRefresh.has(row)) continue;
      rows.push(row);
      this.#left -= 1;
    }
    await this.#readAll(rows);
  }

  /** The identities that were read longest ago. */
  async readAgain(): Promise<void> {
    const { identities, federatedRefresh } = this.#collection.records;
    const known = [...federatedRefresh].filter(
      ([row]) => identities.isLive(row) && identities.text('kind', row) === 'user',
    );
    known.sort(([, left], [, right]) => left - right);
    await this.#readAll(known.slice(0, laterReads).map(([row]) => row));
  }

  /** Remembers how it went, for the gaps. */
  finish(): void {
    if (this.#asked > 0) this.#collection.readings.set(partition, this.#fault);
  }

  async #readAll(rows: readonly number[]): Promise<void> {
    this.#collection.progress.callsKnown += rows.length;
    this.#asked += rows.length;
    await Promise.all(rows.map((row) => this.#lists.run(() => this.#read(row))));
  }

  async #read(row: number): Promise<void> {
    const { records, readings, reader } = this.#collection;
    const models: FederatedCredentialModel[] = [];
    const key = `${partition}${row}`;
    const pages = reader.federatedCredentials(records.identityId(row));
    const ok = await readList(this.#collection, key, '', pages, (page) => models.push(...page));
    const fault = readings.get(key) ?? null;
    readings.delete(key);
    records.federatedRefresh.set(row, records.refresh);
    if (ok) {
      records.version += 1;
      applyFederated(records, row, models);
    } else if (fault?.status !== 404) {
      // A 404 was deleted since its list was read; the next refresh takes it away.
      this.#fault ??= fault;
    }
  }
}
