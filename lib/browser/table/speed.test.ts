import { describe, expect, test } from 'vitest';
import { hostList } from '@/lib/browser/lists/host-columns';
import type { ClientTable } from '@/lib/model/client-table';
import { estateNames } from './scope-filter';
import { type PlainRow, tableOfRows, writeRows } from './table-of-rows';
import { createView, type ViewState } from './view';

const large = 100_000;
const small = large / 10;
const names = estateNames(undefined);
const all: ViewState = {
  text: '',
  extraRows: [],
  facets: {},
  filters: [],
  sort: { column: 'name', descending: false },
};

function hosts(size: number): PlainRow[] {
  return Array.from({ length: size }, (_, index) => ({
    name: `vm-${['web', 'api', 'batch', 'sql', 'build'][index % 5]}-${(index * 7919) % size}`,
    type: 'Microsoft.Compute/virtualMachines',
    resourceGroup: `rg-${index % 2000}`,
    subscription: `sub-${index % 40}`,
    location: ['westeurope', 'northeurope', 'eastus'][index % 3] ?? '',
    size: 'Standard_D2s_v5',
    identityType: ['None', 'SystemAssigned', 'UserAssigned'][index % 3] ?? '',
    power: ['running', 'deallocated'][index % 2] ?? '',
    created: 1_700_000_000 + ((index * 104_729) % 50_000_000),
    roleAssignments: index % 13,
    privilege: index % 8,
    findings: ['', '', '', 'one', 'two', 'one two', 'two three'][index % 7] ?? '',
  }));
}

function view(table: ClientTable, state: Partial<ViewState>): Uint32Array {
  return createView(table, hostList, { ...all, ...state }, names);
}

interface Work {
  /** Not counted: what must be so before each run. */
  before(): unknown;
  work(): unknown;
}

/**
 * Least times of some runs of each, by turns: what the code needs when nobody disturbs it. How long that is the machine
 * decides, so only times of one run are compared with each other.
 */
function leastMs(works: readonly [Work, Work], runs: number): [number, number] {
  const least: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let run = 0; run < runs; run += 1) {
    for (const index of [0, 1] as const) {
      works[index].before();
      const startedAt = performance.now();
      works[index].work();
      least[index] = Math.min(least[index], performance.now() - startedAt);
    }
  }
  return least;
}

describe(`a list of ${large} rows`, () => {
  const data = hosts(large);
  const table = tableOfRows('hosts', data);
  const forget = () => view(table, { text: 'zzz' });

  test('a letter more looks only at what was found before it', () => {
    expect(view(table, { text: 'vm-web-123' }).length).toBeGreaterThan(0);
    const work = () => view(table, { text: 'vm-web-123' });
    const typedBefore = () => {
      forget();
      view(table, { text: 'vm-web-12' });
    };
    const [atOnceMs, narrowedMs] = leastMs(
      [
        { before: forget, work },
        { before: typedBefore, work },
      ],
      20,
    );
    expect(narrowedMs).toBeLessThan(atOnceMs * 0.75);
  });

  test('the same question again costs nothing', () => {
    const state = { text: 'web rg-12', facets: { power: ['running'] } };
    expect(view(table, state)).toBe(view(table, state));
  });

  test('a delta of three rows does not cost another first view', () => {
    let fresh = table;
    const [firstMs, afterDeltaMs] = leastMs(
      [
        {
          before: () => {
            fresh = tableOfRows('hosts', data);
          },
          work: () => view(fresh, {}),
        },
        { before: () => writeRows(table, data.slice(0, 3)), work: () => view(table, {}) },
      ],
      3,
    );
    expect(afterDeltaMs).toBeLessThan(firstMs / 2);
  });
});

describe('ten times the rows take about ten times as long, not a hundred', () => {
  const tables = [tableOfRows('hosts', hosts(small)), tableOfRows('hosts', hosts(large))] as const;

  test.each<[string, Partial<ViewState>]>([
    ['a text', { text: 'web rg-12' }],
    ['a sort by numbers', { sort: { column: 'created', descending: false } }],
    ['a sort by words', { sort: { column: 'where', descending: true } }],
    ['a sort by how many findings', { sort: { column: 'findings', descending: true } }],
    ['facets', { facets: { power: ['running'], privilege: ['owner', 'contributor'] } }],
    ['a facet over findings', { facets: { finding: ['two'] } }],
  ])('%s', (_, state) => {
    const workOn = (table: ClientTable): Work => ({
      // Another question before each run, or the answer would be the one kept.
      before: () => view(table, { text: 'zzz', facets: { power: ['deallocated'] } }),
      work: () => view(table, state),
    });
    const [ofSmallMs, ofLargeMs] = leastMs([workOn(tables[0]), workOn(tables[1])], 20);
    expect(ofLargeMs).toBeLessThan(ofSmallMs * 60);
  });
});
