import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmulatedEstate } from './testing/emulated-estate';
import { startEmulatedEstate, until } from './testing/emulated-estate';

describe('the contoso estate', () => {
  let azure: EmulatedEstate;
  beforeAll(async () => {
    azure = await startEmulatedEstate({ scenario: 'contoso' });
  });
  afterAll(() => azure.close());

  it('is read as the owner sees it', async () => {
    const snapshot = azure.snapshotOf('owner');
    await until(snapshot, () => snapshot.state !== 'loading');
    console.log(
      snapshot.state,
      snapshot.progress,
      snapshot.faults,
      snapshot.view.gaps,
      snapshot.view.subscriptions,
      snapshot.view.managementGroups,
    );
    for (const { rule, outcome } of snapshot.results)
      console.log(
        rule.id,
        outcome.unknown,
        Object.entries(outcome.rows)
          .map(([t, r]) => `${t}:${r.length}`)
          .join(' '),
      );
    for (const t of ['hosts', 'identities', 'grants'] as const) {
      for (const row of [0, 1, 2, 3])
        console.log(
          t,
          [...snapshot.records[t].columns]
            .map(([n, c]) => `${n}=${c.kind === 'dict' ? c.text(row) : c.cells[row]}`)
            .join(' '),
        );
    }
    expect(snapshot.state).toBe('ready');
  });
});
