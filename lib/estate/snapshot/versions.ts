import 'server-only';
import { randomUUID } from 'node:crypto';
import type { RuleResult } from '@/lib/audit/run';
import { type Collection, partitionOf } from '@/lib/estate/collect/collection';
import { gapsOf } from '@/lib/estate/collect/gaps';
import { withEvents } from '@/lib/estate/tables/change-feed';
import { makeJoins } from '@/lib/estate/tables/joins';
import { tableNames } from '@/lib/model/schema';
import type { EstateChange } from '@/lib/model/summary';

/** Dead slots are cleaned away, with a new epoch, once they are many and more than the living. */
const manyDead = 10_000;
/** Joins are made again after this long even if nothing changed. */
const joinsAgainMs = 5 * 60_000;

/** One numbering of rows and versions. Those of another mean nothing in it. */
export interface Epoch {
  readonly id: string;
  readonly collection: Collection;
  /** What the joins were last made from. */
  joined: string;
  metaVersion: number;
  meta: string;
}

/** What is shown, under which version, and what changed of late. A version changes only when something that can be shown does. */
export class Versions {
  readonly #makeCollection: () => Collection;
  readonly #manyDead: number;
  #epoch: Epoch;
  #version = 1;
  #results: readonly RuleResult[] = [];
  #changes: readonly EstateChange[] = [];

  /** `makeCollection` gives an empty one. */
  constructor(makeCollection: () => Collection, many = manyDead) {
    this.#makeCollection = makeCollection;
    this.#manyDead = many;
    this.#epoch = this.#newEpoch();
  }

  /** The epoch that is shown. */
  get epoch(): Epoch {
    return this.#epoch;
  }

  /** As of the last refresh. Rows changed by one that is still going on have versions above it. */
  get version(): number {
    return this.#version;
  }

  /** What the rules say of it. */
  get results(): readonly RuleResult[] {
    return this.#results;
  }

  /** Newest first. */
  get changes(): readonly EstateChange[] {
    return this.#changes;
  }

  /** What a refresh is to work on: the epoch that is shown, or a new one once most of its slots are dead. */
  begin(): Epoch {
    const { records } = this.#epoch.collection;
    const crowded = tableNames.some((name) => {
      const { deadCount, liveCount } = records[name];
      return deadCount > this.#manyDead && deadCount > liveCount;
    });
    return crowded ? this.#newEpoch() : this.#epoch;
  }

  /**
   * Makes the joins and shows what a refresh brought; nothing in here waits, so nobody sees it half done.
   * @param at epoch milliseconds
   */
  finish(epoch: Epoch, at: number): void {
    const { collection } = epoch;
    const { records, view } = collection;
    // What was sent so far was sent up to the version before.
    records.version += 1;
    view.gaps = gapsOf(collection);
    view.asOf = at;
    this.#join(epoch, at);
    const { events } = records;
    records.events = [];
    this.#changes = withEvents(this.#changes, events, view, at);
    const meta = JSON.stringify([
      view.gaps.map(({ id, title }) => [id, title]),
      view.subscriptions,
      view.managementGroups,
      this.#changes[0]?.id,
    ]);
    if (meta !== epoch.meta) {
      epoch.meta = meta;
      epoch.metaVersion = records.version;
    }
    this.#epoch = epoch;
    this.#version = Math.max(epoch.metaVersion, ...tableNames.map((name) => records[name].lastChange));
  }

  /** Derives columns and findings again, if what they are made from changed. */
  #join(epoch: Epoch, at: number): void {
    const { records, view, readings } = epoch.collection;
    const roleAssignmentsKnown = view.subscriptions.every(
      ({ subscriptionId, visible }) =>
        visible && readings.get(partitionOf('roleAssignments', subscriptionId)) === null,
    );
    const basis = [
      records.facts,
      roleAssignmentsKnown,
      // Whether a principal is gone or only new depends on the clock.
      Math.floor(at / joinsAgainMs),
      view.subscriptions,
      view.managementGroups,
      // What is hidden decides what is unknown.
      view.gaps.map(({ id }) => id),
    ];
    const joinedFrom = () => JSON.stringify([tableNames.map((name) => records[name].lastChange), ...basis]);
    if (joinedFrom() === epoch.joined) return;
    this.#results = makeJoins(records, view, roleAssignmentsKnown);
    // The joins changed the tables themselves.
    epoch.joined = joinedFrom();
  }

  #newEpoch(): Epoch {
    return {
      id: randomUUID(),
      collection: this.#makeCollection(),
      joined: '',
      metaVersion: 1,
      meta: '',
    };
  }
}
