import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { characteristicsOf } from '@/lib/characteristics/estate';
import type { EstateReader } from '@/lib/estate/reader';
import type { FindingId } from '@/lib/estate/schema';
import { findingIds } from '@/lib/estate/schema';
import { type EmulatedEstate, startEmulatedEstate, until } from '@/lib/estate/testing/emulated-estate';
import { attentionOf } from './attention';
import { runRules } from './run';

/** What rules find over the demo tenant, read through the whole stack from the emulated Azure. */
describe('contoso', () => {
  let azure: EmulatedEstate;
  const estates = new Map<string, EstateReader>();
  beforeAll(async () => {
    azure = await startEmulatedEstate({ scenario: 'contoso' });
    for (const person of ['owner', 'reader']) {
      const snapshot = azure.snapshotOf(person, 3_600_000);
      await until(snapshot, () => snapshot.state !== 'loading');
      expect(snapshot.faults).toEqual([]);
      estates.set(person, snapshot.view);
    }
  });
  afterAll(() => azure.close());

  const estateOf = (person: string): EstateReader => {
    const estate = estates.get(person);
    if (!estate) throw new Error(person);
    return estate;
  };
  const foundBy = (person: string) =>
    new Map(
      runRules(estateOf(person)).map(({ rule, outcome }) => [
        rule.id,
        outcome.rows[rule.subject]?.length ?? 0,
      ]),
    );

  it.each(findingIds)('%s occurs in it', (id: FindingId) => {
    expect(foundBy('owner').get(id)).toBeGreaterThan(0);
  });

  it('each finding is an example with a page, none twice', () => {
    const estate = estateOf('owner');
    const items = attentionOf(runRules(estate), estate);
    expect(items.map(({ finding }) => finding).sort()).toEqual([...findingIds].sort());
    for (const { examples, title, count } of items) {
      expect(examples.length).toBe(Math.min(3, count));
      expect(new Set(examples.map(({ href }) => href)).size).toBe(examples.length);
      expect(title).toMatch(/^\d/);
    }
  });

  it('a reader sees no more than the owner', () => {
    const [owner, reader] = [estateOf('owner'), estateOf('reader')];
    expect(reader.identities.rows).toBeGreaterThan(0);
    expect(characteristicsOf(reader).user.total).toBeLessThanOrEqual(characteristicsOf(owner).user.total);
  });

  it('the characteristics add up', () => {
    const { system, user } = characteristicsOf(estateOf('owner'));
    expect(user.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(user.total);
    expect(system.onVirtualMachines + system.onOthers).toBe(system.total);
    expect(user.dangling.count).toBeGreaterThan(0);
    expect(system.orphanedGrants).toBeGreaterThan(0);
    expect(user.widest?.hosts).toBeGreaterThan(2);
  });
});
