import 'server-only';
import { randomUUID } from 'node:crypto';
import type { AzureFault } from '@/lib/arm/fault';
import type { RuleResult } from '@/lib/audit/run';
import { withCallContext } from '@/lib/azure/call-context';
import { toFault } from '@/lib/azure/to-fault';
import { collectEstate } from '@/lib/estate/collect/collect';
import { type Collection, partitionOf } from '@/lib/estate/collect/collection';
import { gapsOf, passingFaults } from '@/lib/estate/collect/gaps';
import { withEvents } from '@/lib/estate/tables/change-feed';
import { EstateView } from '@/lib/estate/tables/estate-view';
import { Hierarchy } from '@/lib/estate/tables/hierarchy';
import { makeJoins } from '@/lib/estate/tables/joins';
import { EstateRecords } from '@/lib/estate/tables/records';
import type { AzureReader } from '@/lib/model/azure-reader';
import { type LoadProgress, tableNames } from '@/lib/model/schema';
import type { EstateChange, EstateEvent, EstateSummary } from '@/lib/model/summary';
import { Listeners } from './listeners';
import { releaseMemory } from './release-memory';

export interface SnapshotSettings {
  readonly source: AzureReader;
  readonly tenantId: string;
  /** Milliseconds between looks while somebody watches. */
  readonly intervalMs: number;
  readonly limitPerMinute: number;
}

/** Somebody who asked this recently still watches. */
const watchedForMs = 60_000;
const maxRetryMs = 60_000;
/** Dead slots are cleaned away, with a new epoch, once they are many and more than the living. */
const manyDead = 10_000;
const releaseAfterMs = 500;
/** Joins are made again after this long even if nothing moved. */
const joinsAgainMs = 5 * 60_000;

interface Epoch {
  readonly id: string;
  readonly session: Collection;
  /** What the joins were last made from. */
  joined: string;
  metaVersion: number;
  meta: string;
}

/**
 * What one caller sees of Azure, kept current while somebody looks and left alone otherwise.
 * The first look begins with the first `touch`.
 */
export class Snapshot {
  readonly settings: SnapshotSettings;
  state: EstateSummary['state'] = 'loading';
  faults: readonly AzureFault[] = [];
  changes: readonly EstateChange[] = [];
  results: readonly RuleResult[] = [];
  tenantName = '';
  touchedAt = 0;
  #epoch: Epoch;
  #version = 1;
  #intervalMs: number;
  #failures = 0;
  #running = false;
  #wake: (() => void) | undefined;
  readonly #listeners = new Listeners();
  readonly #stop = new AbortController();

  constructor(settings: SnapshotSettings) {
    this.settings = settings;
    this.#intervalMs = settings.intervalMs;
    this.#epoch = this.#newEpoch();
  }

  get epoch(): string {
    return this.#epoch.id;
  }

  get records(): EstateRecords {
    return this.#epoch.session.records;
  }

  get view(): EstateView {
    return this.#epoch.session.view;
  }

  get progress(): LoadProgress {
    return this.#epoch.session.progress;
  }

  /**
   * Moves only when something that can be shown changed: at the end of a look, or with each page while loading.
   * Rows changed by a look that is still going on have versions above it.
   */
  get version(): number {
    return this.state === 'loading' ? this.records.version : this.#version;
  }

  get event(): EstateEvent {
    const { epoch, version, state, progress, faults } = this;
    const { source, limitPerMinute } = this.settings;
    const budget = { callsLastMinute: source.calls.lastMinute(), limitPerMinute };
    return {
      epoch,
      version,
      state,
      asOf: this.view.asOf,
      intervalMs: this.#intervalMs,
      progress,
      budget,
      faults: [...faults],
    };
  }

  /** Somebody is looking: keeps the estate current for a minute. */
  touch(): void {
    const wasWatched = this.#isWatched();
    this.touchedAt = Date.now();
    if (!this.#running) {
      this.#running = true;
      void this.#run();
    } else if (!wasWatched) this.#wake?.();
  }

  /** Looks at Azure now rather than at the next turn. */
  refresh(): void {
    this.touch();
    this.#wake?.();
  }

  /** Calls `listener` after every change, many of them at once, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    const stop = this.#listeners.add(listener);
    this.touch();
    return stop;
  }

  /** Resolves at the next change; rejects with the signal's reason. */
  nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        unsubscribe();
        signal.removeEventListener('abort', aborted);
      };
      const aborted = () => {
        end();
        reject(signal.reason);
      };
      const unsubscribe = this.subscribe(() => {
        end();
        resolve();
      });
      if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted);
    });
  }

  /** Ends all work for good; for a snapshot that is thrown away. */
  close(): void {
    this.#stop.abort();
    this.#wake?.();
  }

  #newEpoch(): Epoch {
    const records = new EstateRecords();
    const view = new EstateView(records, this.settings.tenantId, new Hierarchy([], []));
    const session: Collection = {
      source: this.settings.source,
      records,
      view,
      readings: new Map(),
      progress: { callsDone: 0, callsKnown: 1, hosts: 0, identities: 0, roleAssignments: 0 },
      tree: [],
      applied: () => this.#applied(session),
    };
    return { id: randomUUID(), session, joined: '', metaVersion: 1, meta: '' };
  }

  #applied({ progress, records }: Collection): void {
    progress.hosts = records.hosts.liveCount;
    progress.identities = records.identities.liveCount;
    progress.roleAssignments = records.roleAssignments.liveCount;
    // Between looks a half-read estate is nobody's business; while loading everybody wants the rows.
    if (this.state === 'loading') this.#listeners.tell();
  }

  #isWatched(): boolean {
    return this.#listeners.count > 0 || Date.now() - this.touchedAt < watchedForMs;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#refresh();
      const dueAt = Date.now() + this.#delayMs();
      do {
        // Unwatched it sleeps until somebody comes; then the next look is due at once, if its time has passed.
        await this.#sleep(this.#isWatched() ? dueAt - Date.now() : undefined);
      } while (!this.#stop.signal.aborted && !this.#isWatched());
    }
  }

  #delayMs(): number {
    if (this.#failures === 0) return this.#intervalMs;
    const askedMs = Math.max(0, ...this.faults.map(({ retryAfterSeconds }) => retryAfterSeconds)) * 1000;
    return Math.max(askedMs, Math.min(maxRetryMs, 1000 * 2 ** this.#failures));
  }

  #sleep(delayMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = delayMs === undefined ? undefined : setTimeout(done, Math.max(0, delayMs));
      timer?.unref();
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
      this.#wake = done;
    });
  }

  async #refresh(): Promise<void> {
    const { source, intervalMs, limitPerMinute } = this.settings;
    const crowded = tableNames.some((name) => {
      const { deadCount, liveCount } = this.records[name];
      return deadCount > manyDead && deadCount > liveCount;
    });
    const epoch = crowded ? this.#newEpoch() : this.#epoch;
    const isFirst = epoch.session.records.refresh === 0;
    let calls = 0;
    try {
      await withCallContext({ signal: this.#stop.signal, onCall: () => calls++ }, async () => {
        const named = this.tenantName === '' ? source.tenantName() : this.tenantName;
        await collectEstate(epoch.session);
        this.tenantName = await named;
      });
      this.#finish(epoch);
      this.#failures = 0;
      // Later, so that everybody who waits for the estate has it before the pause.
      if (isFirst) setTimeout(releaseMemory, releaseAfterMs).unref();
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#failures += 1;
      this.faults = [toFault(error, 'Read the estate')];
      if (this.state === 'loading') this.state = 'failed';
    }
    // A look that costs much is made less often, so that a minute of looks stays within the limit.
    this.#intervalMs = Math.max(intervalMs, Math.ceil((calls / limitPerMinute) * 60_000));
    this.#listeners.tell();
  }

  /** Makes the joins and shows the look's result; nothing in here waits, so nobody sees it half done. */
  #finish(epoch: Epoch): void {
    const { session } = epoch;
    const { records, view } = session;
    const at = Date.now();
    // What was sent so far was sent up to the version before.
    records.version += 1;
    view.gaps = gapsOf(session);
    view.asOf = at;
    const roleAssignmentsKnown = view.subscriptions.every(
      ({ subscriptionId, visible }) =>
        visible && session.readings.get(partitionOf('roleAssignments', subscriptionId)) === null,
    );
    const basis = [
      ...tableNames.map((name) => records[name].lastChange),
      records.facts,
      roleAssignmentsKnown,
      // Whether a principal is gone or only new depends on the clock.
      Math.floor(at / joinsAgainMs),
      view.subscriptions,
      view.managementGroups,
      // What is hidden decides what is unknown.
      view.gaps.map(({ id }) => id),
    ];
    const joined = JSON.stringify(basis);
    if (joined !== epoch.joined) {
      this.results = makeJoins(records, view, roleAssignmentsKnown);
      epoch.joined = JSON.stringify([
        ...tableNames.map((name) => records[name].lastChange),
        ...basis.slice(tableNames.length),
      ]);
    }
    const events = records.events;
    records.events = [];
    this.changes = withEvents(this.changes, events, view, at);
    this.faults = passingFaults(session);
    this.#applied(session);
    const meta = JSON.stringify([
      view.gaps.map(({ id, title }) => [id, title]),
      view.subscriptions,
      view.managementGroups,
      this.changes[0]?.id,
    ]);
    if (meta !== epoch.meta) {
      epoch.meta = meta;
      epoch.metaVersion = records.version;
    }
    this.#epoch = epoch;
    this.#version = Math.max(epoch.metaVersion, ...tableNames.map((name) => records[name].lastChange));
    this.state = 'ready';
  }
}
