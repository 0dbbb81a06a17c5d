import { expect, it } from 'vitest';
import { deleteResource } from '../rules/lifecycle.ts';
import { TableDeclaration } from './declared-table.ts';
import type { TableChange } from './table.ts';
import { World } from './world.ts';

interface Note {
  readonly thingId: string;
  readonly name: string;
}

const notes = new TableDeclaration<Note, 'thing'>({
  name: 'notes',
  key: (row) => `${row.thingId}/${row.name}`,
  indexes: { thing: (row) => [row.thingId] },
  owner: 'thing',
});
const thingPlane = {
  resourceType: 'Contoso.Things/things',
  suffix: 'things.contoso.example',
  localSuffix: 'things.localhost',
  audiences: ['https://things.contoso.example'],
};

function newWorld(): World {
  return new World('t', { displayName: 'T', domain: 't.example' }, [
    { tables: [notes], dataPlanes: [thingPlane] },
  ]);
}

function putThing(world: World, name: string) {
  return world.resources.put({
    id: `/subscriptions/s/resourceGroups/g/providers/Contoso.Things/things/${name}`,
    type: 'Contoso.Things/things',
    name,
    subscriptionId: 's',
    resourceGroup: 'g',
    location: 'westeurope',
    tags: {},
    properties: {},
    etag: 1,
    createdTime: 0,
    changedTime: 0,
  });
}

it('is one of the tables of each world made with its provider, and of no other', () => {
  const [first, second] = [newWorld(), newWorld()];
  const changes: TableChange[] = [];
  first.subscribe((change) => changes.push(change));
  first.table(notes).put({ thingId: '/T', name: 'N' });
  expect(changes).toEqual([{ table: 'notes', key: '/t/n', value: { thingId: '/T', name: 'N' } }]);
  expect(first.tables().find(({ name }) => name === 'notes')?.size).toBe(1);
  expect(second.table(notes).size).toBe(0);
  const without = new World('t', { displayName: 'T', domain: 't.example' });
  expect(() => without.table(notes)).toThrow("no table 'notes'");
});

it('loses the rows of a resource that is deleted, and only those', () => {
  const world = newWorld();
  const [gone, kept] = [putThing(world, 'gone'), putThing(world, 'kept')];
  for (const { id } of [gone, kept]) world.table(notes).put({ thingId: id, name: 'n' });
  deleteResource(world, gone.id.toUpperCase(), 0);
  expect([...world.table(notes).values()]).toEqual([{ thingId: kept.id, name: 'n' }]);
});

it('comes with audiences, and host names under which the resources of its provider are found', () => {
  const world = newWorld();
  const thing = putThing(world, 'Blue');
  expect(world.resources.find('publicHost', 'blue.things.contoso.example')).toEqual([thing]);
  expect(world.resources.find('publicHost', 'red.things.contoso.example')).toEqual([]);
  expect([...world.audiences]).toEqual(['https://things.contoso.example']);
});
