import 'server-only';
import type { AzureFault } from '@/lib/arm/fault';
import type { RuleResult } from '@/lib/audit/run';
import { withCallContext } from '@/lib/azure/call-context';
import { toFault } from '@/lib/azure/to-fault';
import { collectEstate } from '@/lib/estate/collect/collect';
import { type Collection, newCollection } from '@/lib/estate/collect/collection';
import { passingFaults } from '@/lib/estate/collect/gaps';
import type { EstateView } from '@/lib/estate/tables/estate-view';
import type { EstateRecords } from '@/lib/estate/tables/records';
import type { AzureReader } from '@/lib/model/azure-reader';
import type { LoadProgress } from '@/lib/model/schema';
import type { EstateChange, EstateEvent, EstateSummary } from '@/lib/model/summary';
import { Publishing } from './publishing';
import { releaseMemory } from './release-memory';
import { type Refreshed, Schedule, type ScheduleSettings } from './schedule';
import { Versions } from './versions';

export interface SnapshotSettings extends ScheduleSettings {
  readonly reader: AzureReader;
  readonly tenantId: string;
}

const releaseAfterMs = 500;

/**
 * What one caller sees of Azure, kept current while somebody watches and left alone otherwise: refreshed by its schedule,
 * numbered by its versions, told of by its publishing. The first refresh begins with the first `touch`.
 */
export class Snapshot {
  readonly settings: SnapshotSettings;
  state: EstateSummary['state'] = 'loading';
  faults: readonly AzureFault[] = [];
  tenantName = '';
  readonly #schedule: Schedule;
  readonly #versions: Versions;
  readonly #publishing: Publishing;

  constructor(settings: SnapshotSettings) {
    this.settings = settings;
    this.#versions = new Versions(() =>
      newCollection(settings.reader, settings.tenantId, (collection) => this.#applied(collection)),
    );
    this.#publishing = new Publishing(() => this.touch());
    this.#schedule = new Schedule(settings, {
      refresh: (signal) => this.#refresh(signal),
      isListenedTo: () => this.#publishing.hasListeners,
    });
  }

  get epoch(): string {
    return this.#versions.epoch.id;
  }

  get records(): EstateRecords {
    return this.#versions.epoch.collection.records;
  }

  get view(): EstateView {
    return this.#versions.epoch.collection.view;
  }

  get progress(): LoadProgress {
    return this.#versions.epoch.collection.progress;
  }

  get results(): readonly RuleResult[] {
    return this.#versions.results;
  }

  get changes(): readonly EstateChange[] {
    return this.#versions.changes;
  }

  get touchedAt(): number {
    return this.#schedule.touchedAt;
  }

  /** Changes when something that can be shown does: at the end of a refresh, or with each page while loading. */
  get version(): number {
    return this.state === 'loading' ? this.records.version : this.#versions.version;
  }

  get event(): EstateEvent {
    const { epoch, version, state, progress, faults } = this;
    const { reader, limitPerMinute } = this.settings;
    return {
      epoch,
      version,
      state,
      asOf: this.view.asOf,
      intervalMs: this.#schedule.intervalMs,
      progress,
      budget: { callsLastMinute: reader.calls.lastMinute(), limitPerMinute },
      faults: [...faults],
    };
  }

  /** Somebody watches: keeps the estate current for a minute. */
  touch(): void {
    this.#schedule.touch();
  }

  /** Asks Azure now rather than at the next turn. */
  refresh(): void {
    this.#schedule.refreshNow();
  }

  /** Calls `listener` after every change, many of them at once, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    return this.#publishing.subscribe(listener);
  }

  /** Resolves at the next change; rejects with the signal's reason. */
  nextChange(signal: AbortSignal): Promise<void> {
    return this.#publishing.nextChange(signal);
  }

  /** Ends all work for good; for a snapshot that is thrown away. */
  close(): void {
    this.#schedule.close();
  }

  #applied({ progress, records }: Collection): void {
    progress.hosts = records.hosts.liveCount;
    progress.identities = records.identities.liveCount;
    progress.roleAssignments = records.roleAssignments.liveCount;
    // Between refreshes a half-read estate is nobody's business; while loading everybody wants the rows.
    if (this.state === 'loading') this.#publishing.tell();
  }

  async #refresh(signal: AbortSignal): Promise<Refreshed> {
    const { reader } = this.settings;
    const epoch = this.#versions.begin();
    const { collection } = epoch;
    const isFirst = collection.records.refresh === 0;
    let calls = 0;
    let ok = true;
    try {
      // Only what this refresh asks: a plan that runs meanwhile must not make the next one late.
      await withCallContext({ signal, onCall: () => calls++ }, async () => {
        const named = this.tenantName === '' ? reader.tenantName() : this.tenantName;
        await collectEstate(collection);
        this.tenantName = await named;
      });
      this.#versions.finish(epoch, Date.now());
      this.faults = passingFaults(collection);
      this.#applied(collection);
      this.state = 'ready';
      // Later, so that everybody who waits for the estate has it before the pause.
      if (isFirst) setTimeout(releaseMemory, releaseAfterMs).unref();
    } catch (error) {
      ok = false;
      if (!signal.aborted) {
        this.faults = [toFault(error, 'Read the estate')];
        if (this.state === 'loading') this.state = 'failed';
      }
    }
    this.#publishing.tell();
    const retryAfterMs = Math.max(0, ...this.faults.map((fault) => fault.retryAfterSeconds * 1000));
    return { ok, calls, retryAfterMs };
  }
}
