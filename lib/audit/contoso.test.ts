import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { characteristicsOf } from '@/lib/characteristics/estate';
import { type EmulatedEstate, startEmulatedEstate, until } from '@/lib/estate/testing/emulated-estate';
import type { EstateReader } from '@/lib/model/estate-reader';
import { attentionOf } from './attention';
import { rules } from './rules';
import { runRules } from './run';

const ruleIds = rules.map(({ id }) => id);

/** What rules find over the demo tenant, read through the whole stack from the emulated Azure. */
describe('contoso', () => {
  let azure: EmulatedEstate;
  const estates = new Map<string, EstateReader>();
  beforeAll(async () => {
    azure = await startEmulatedEstate({ scenario: 'contoso' });
    for (const person of ['owner', 'reader']) {
      const snapshot = azure.snapshotOf(person);
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

  it.each(ruleIds)('%s occurs in it', (id) => {
    expect(foundBy('owner').get(id)).toBeGreaterThan(0);
  });

  it('each finding is an example with a page, none twice', () => {
    const estate = estateOf('owner');
    const items = attentionOf(runRules(estate), estate);
    expect(items.map(({ finding }) => finding).sort()).toEqual(ruleIds.sort());
    for (const { examples, title, count } of items) {
      expect(examples.length).toBe(Math.min(3, count));
      expect(new Set(examples.map(({ href }) => href)).size).toBe(examples.length);
      expect(title).toMatch(/^\d/);
    }
  });

  it('a reader of one subscription sees less, and what bears on more than it is unknown', () => {
    const [owner, reader] = [estateOf('owner'), estateOf('reader')];
    const seen = [...reader.identities.live()].map((row) => reader.identityId(row).toLowerCase());
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan([...owner.identities.live()].length);
    expect(seen.filter((id) => owner.identityRow(id) === undefined)).toEqual([]);
    const unknown = runRules(reader).flatMap(({ rule, outcome }) => (outcome.unknown ? [rule.id] : []));
    expect(unknown).toEqual(expect.arrayContaining(['privileged-broad', 'unused', 'via-group']));
  });

  it('nothing is fine that depends on Microsoft Graph when it refuses', async () => {
    azure.emulator.faults.add({ match: '/v1.0/', kind: '403', count: 10_000 });
    const snapshot = azure.snapshotOf('owner');
    await until(snapshot, () => snapshot.state !== 'loading');
    azure.emulator.faults.clear();
    const results = runRules(snapshot.view);
    const outcomes = new Map(results.map(({ rule, outcome }) => [rule.id, outcome]));
    expect(outcomes.get('orphaned-role-assignment')).toMatchObject({
      rows: { roleAssignments: [] },
      unknown: true,
    });
    expect(outcomes.get('via-group')).toMatchObject({ rows: { identities: [] }, unknown: true });
    expect(outcomes.get('privileged-broad')?.unknown).toBe(true);
    expect(characteristicsOf(snapshot.view).system.orphanedRoleAssignments).toBeNull();
    expect(snapshot.view.gaps.map(({ id }) => id)).toContain('graph');
  });

  it('a list that is refused later makes unknown what depends on it, though no row changed', async () => {
    const snapshot = azure.snapshotOf('owner');
    await until(snapshot, () => snapshot.state !== 'loading');
    const unknown = () => snapshot.results.flatMap(({ rule, outcome }) => (outcome.unknown ? [rule.id] : []));
    expect(unknown()).not.toContain('redundant-role-assignment');
    azure.emulator.faults.add({ match: '/roleAssignments$', kind: '403', count: 10_000 });
    snapshot.refresh();
    await until(snapshot, () => snapshot.view.gaps.some(({ id }) => id === 'source:roleAssignments'));
    azure.emulator.faults.clear();
    expect(unknown()).toContain('redundant-role-assignment');
    expect(unknown()).not.toContain('dangling-reference');
  });

  it('the characteristics add up', () => {
    const { system, user } = characteristicsOf(estateOf('owner'));
    expect(user.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(user.total);
    expect(system.onVirtualMachines + system.onOthers).toBe(system.total);
    expect(user.dangling.count).toBeGreaterThan(0);
    expect(system.orphanedRoleAssignments).toBeGreaterThan(0);
    expect(user.widest?.hosts).toBeGreaterThan(2);
  });
});
