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

/** Time of the processor since `before`, which is the work's own whatever else the machine does. */
function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * What one round of the work costs, over as many rounds as take a fifth of a second: the clock may tick in steps of
 * 4 ms. How long that is the machine decides, so only times of one run are compared with each other.
 */
function costMs(round: () => unknown): number {
  const startedAt = process.threadCpuUsage();
  let rounds = 0;
  while (cpuMsSince(startedAt) < 200) {
    round();
    rounds += 1;
  }
  return cpuMsSince(startedAt) / rounds;
}

describe(`a list of ${large} rows`, () => {
  const data = hosts(large);
  const table = tableOfRows('hosts', data);

  test('a letter more looks only at what was found before it', () => {
    const typed = ['vm-web-1', 'vm-web-12', 'vm-web-123', 'vm-web-1234', 'vm-web-12345'];
    const deleted = typed.toReversed();
    expect(view(table, { text: 'vm-web-123' }).length).toBeGreaterThan(0);
    const show = (texts: readonly string[]) => () => {
      for (const text of texts) view(table, { text });
    };
    show(typed)();
    // A letter less can bring rows back: all of them are looked at again.
    expect(costMs(show(typed))).toBeLessThan(costMs(show(deleted)) * 0.9);
  });

  test('the same question again costs nothing', () => {
    const state = { text: 'web rg-12', facets: { power: ['running'] } };
    expect(view(table, state)).toBe(view(table, state));
  });

  test('a delta of three rows does not cost another first view', () => {
    const fresh = [tableOfRows('hosts', data), tableOfRows('hosts', data)];
    const startedAt = process.threadCpuUsage();
    for (const one of fresh) view(one, {});
    const firstMs = cpuMsSince(startedAt) / fresh.length;
    const afterDeltaMs = costMs(() => {
      writeRows(table, data.slice(0, 3));
      view(table, {});
    });
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
    // Another question in between, or the answer would be the one kept.
    const askOf = (table: ClientTable) => () => {
      view(table, { text: 'zzz', facets: { power: ['deallocated'] } });
      view(table, state);
    };
    for (const table of tables) askOf(table)();
    const [ofSmallMs, ofLargeMs] = [costMs(askOf(tables[0])), costMs(askOf(tables[1]))];
    expect(ofLargeMs).toBeLessThan(ofSmallMs * 40);
  });
});
