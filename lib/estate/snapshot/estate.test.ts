import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attentionOf } from '@/lib/audit/attention';
import { cellsOf, readTable } from '@/lib/estate/testing/client-copy';
import { type EmulatedEstate, startEmulatedEstate, until } from '@/lib/estate/testing/emulated-estate';
import { summarize, summaryTag } from './summarize';

describe('the contoso estate as different people see it', () => {
  let azure: EmulatedEstate;
  beforeAll(async () => {
    azure = await startEmulatedEstate({ scenario: 'contoso' });
  });
  afterAll(() => azure.close());

  async function seenBy(person: string) {
    const snapshot = azure.snapshotOf(person, 100);
    await until(snapshot, () => snapshot.state !== 'loading');
    const caller = { name: person, objectId: person, tenantId: azure.emulator.endpoints.tenantId };
    const credential = azure.credentialOf(person);
    return { snapshot, summaryOf: (scope: string) => summarize(snapshot, { ...caller, credential }, scope) };
  }

  it('shows the owner four subscriptions, and names the one that stays hidden', async () => {
    const { snapshot, summaryOf } = await seenBy('owner');
    const summary = summaryOf('');
    expect(snapshot.faults).toEqual([]);
    expect(summary).toMatchObject({ state: 'ready', caller: { tenantName: 'Contoso' } });
    expect(summary.subscriptions.filter(({ visible }) => visible)).toHaveLength(4);
    expect(summary.subscriptions.find(({ visible }) => !visible)?.name).toBe('Contoso Sandbox');
    expect(summary.gaps.map(({ title }) => title)).toEqual([
      'Subscription “Contoso Sandbox” is not visible to you',
      'Sign-ins of identities are not read',
    ]);
    expect(summary.counts.virtualMachines).toBe(
      [...azure.emulator.world.resources.values()].filter(
        ({ type, subscriptionId }) =>
          type === 'Microsoft.Compute/virtualMachines' && isVisible(summary.subscriptions, subscriptionId),
      ).length,
    );
    expect(summary.characteristics.user.dangling.count).toBeGreaterThan(0);
    expect(attentionOf(snapshot.results, snapshot.view).length).toBeGreaterThan(5);
  });

  it('narrows to a management group, a subscription and a resource group', async () => {
    const { summaryOf } = await seenBy('owner');
    const all = summaryOf('').counts;
    const online = summaryOf('/providers/Microsoft.Management/managementGroups/contoso-online').counts;
    const prod = summaryOf('').subscriptions.find(({ name }) => name === 'Contoso Prod');
    const prodScope = `/subscriptions/${prod?.subscriptionId}`;
    expect(summaryOf(prodScope).counts).toMatchObject({ virtualMachines: online.virtualMachines });
    expect(online.virtualMachines).toBeLessThan(all.virtualMachines);
    const group = summaryOf(`${prodScope}/resourceGroups/RG-WEB`).counts;
    expect(group.virtualMachines).toBeGreaterThan(0);
    expect(group.virtualMachines).toBeLessThan(online.virtualMachines);
    expect(summaryOf('/subscriptions/nonsense').counts).toMatchObject({ identities: 0, roleAssignments: 0 });
  });

  it('gives each person what that person may read, and nothing of the others', async () => {
    const [owner, reader, nobody] = await Promise.all([seenBy('owner'), seenBy('reader'), seenBy('nobody')]);
    const ids = (seen: typeof owner) =>
      new Set([...seen.snapshot.records.hosts.live()].map((row) => seen.snapshot.view.hostId(row)));
    const [ofOwner, ofReader, ofNobody] = [ids(owner), ids(reader), ids(nobody)];
    expect(ofReader.size).toBeGreaterThan(0);
    expect(ofReader.size).toBeLessThan(ofOwner.size);
    expect([...ofReader].every((id) => ofOwner.has(id))).toBe(true);
    expect(ofNobody.size).toBe(0);
    expect(nobody.snapshot.state).toBe('ready');
    expect(nobody.summaryOf('').gaps.map(({ id }) => id)).toContain('subscriptions');
    expect(nobody.summaryOf('').counts).toEqual({
      identities: 0,
      virtualMachines: 0,
      otherHosts: 0,
      roleAssignments: 0,
    });
  });

  it('does not call an identity missing that is merely not visible', async () => {
    const [owner, reader] = await Promise.all([seenBy('owner'), seenBy('reader')]);
    const missing = ({ snapshot: { view } }: typeof owner) =>
      [...view.identities.live()]
        .filter((row) => view.identities.text('kind', row) === 'missing')
        .map((row) => view.identityId(row));
    const exist = new Set([...azure.emulator.world.resources.values()].map(({ id }) => id.toLowerCase()));
    expect(missing(owner).length).toBeGreaterThan(0);
    for (const id of [...missing(owner), ...missing(reader)]) expect(exist).not.toContain(id.toLowerCase());
  });

  it('sends every table so that a browser has the same cells', async () => {
    const { snapshot } = await seenBy('owner');
    const { records } = snapshot;
    for (const name of ['hosts', 'identities', 'roleAssignments'] as const) {
      const { table } = await readTable(snapshot, name);
      const cells = cellsOf(table);
      expect(cells.size).toBe(records[name].liveCount);
      expect(table).toMatchObject({ complete: true, epoch: snapshot.epoch, version: snapshot.version });
      for (const [row, values] of cells) {
        for (const [column, cell] of records[name].columns) {
          const expected = cell.kind === 'dict' ? cell.text(row) : cell.cells[row];
          expect(values[column], `${name}.${column} of row ${row}`).toBe(expected);
        }
      }
    }
  });

  it('names the summary anew when and only when it changed', async () => {
    const { snapshot } = await seenBy('owner');
    const tag = summaryTag(snapshot, '');
    expect(summaryTag(snapshot, '')).toBe(tag);
    expect(summaryTag(snapshot, '/subscriptions/x')).not.toBe(tag);
  });

  it('keeps its version while nothing changes', async () => {
    const { snapshot } = await seenBy('owner');
    const { version, epoch } = snapshot;
    const { asOf } = snapshot.view;
    await until(snapshot, () => snapshot.view.asOf > asOf);
    await until(snapshot, () => snapshot.view.asOf > asOf + 200);
    expect({ version: snapshot.version, epoch: snapshot.epoch }).toEqual({ version, epoch });
    expect(snapshot.changes).toEqual([]);
  });
});

function isVisible(
  subscriptions: readonly { subscriptionId: string; visible: boolean }[],
  id: string,
): boolean {
  return subscriptions.some(({ subscriptionId, visible }) => visible && subscriptionId === id);
}

describe('other estates', () => {
  it('reads an empty tenant', async () => {
    const azure = await startEmulatedEstate({ scenario: 'empty' });
    const snapshot = azure.snapshotOf('owner');
    await until(snapshot, () => snapshot.state !== 'loading');
    expect(snapshot.state).toBe('ready');
    expect(snapshot.records.hosts.liveCount).toBe(0);
    expect(snapshot.view.gaps.map(({ id }) => id)).not.toContain('subscriptions');
    await azure.close();
  });

  it('streams rows of a large estate before it is complete', async () => {
    const azure = await startEmulatedEstate({ scenario: 'scale:2000' });
    const snapshot = azure.snapshotOf('owner', 600_000);
    snapshot.touch();
    const { table, messages } = await readTable(snapshot, 'hosts');
    const kinds = messages.map(({ kind }) => kind);
    expect(kinds.indexOf('rows')).toBeLessThan(kinds.lastIndexOf('progress'));
    expect(table).toMatchObject({ rows: 2000, complete: true });
    const again = await readTable(snapshot, 'hosts');
    expect(cellsOf(table)).toEqual(cellsOf(again.table));
    await azure.close();
  });
});
