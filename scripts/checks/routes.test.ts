import { expect, test } from 'vitest';
import { api, routes } from '@/lib/routes';
import { projectFiles } from './files.ts';
import { plant } from './plant.ts';
import { missingRoutes } from './routes.ts';

const armId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v';

// `satisfies` makes a route without a sample a type error, so none goes unchecked.
const pages = {
  overview: routes.overview(),
  identities: routes.identities('?q=a'),
  identity: routes.identity(armId),
  vms: routes.vms(),
  host: routes.host(armId),
  flow: routes.flow(armId, '?step=6'),
  roleAssignments: routes.roleAssignments(),
  roleAssignment: routes.roleAssignment(armId),
  newIdentity: routes.newIdentity('?group=a'),
  newMachine: routes.newMachine(),
  giveIdentity: routes.giveIdentity(),
  newRoleAssignment: routes.newRoleAssignment(),
  plan: routes.plan('d'),
  learn: routes.learn(),
  learnServices: routes.learnServices(),
  start: routes.start('?where=one'),
  recommendation: routes.recommendation(),
  setUp: routes.setUp(),
  tour: routes.tour(),
  operations: routes.operations(),
  operation: routes.operation('o'),
} satisfies Record<keyof typeof routes, string>;

const endpoints = {
  estate: api.estate('s'),
  table: api.table('hosts', { epoch: 'e', version: 1 }),
  ids: api.ids('hosts'),
  search: api.search('a'),
  changes: api.changes(),
  actions: api.actions(),
  inputs: api.inputs(),
  identity: api.identity(armId),
  host: api.host(armId),
  roleAssignment: api.roleAssignment(armId),
  operations: api.operations(),
  operation: api.operation('o'),
  operationEvents: api.operationEvents('o'),
  activity: api.activity(),
  session: api.session('t'),
  roles: api.roles({ text: 'a', action: 'b' }),
  choices: api.choices('groups', 's'),
  raw: api.raw(armId),
} satisfies Record<keyof typeof api, string>;

test('every path lib/routes.ts makes has a page or handler', () => {
  expect(missingRoutes([...Object.values(pages), ...Object.values(endpoints)], projectFiles())).toEqual([]);
});

test('a path without a page is found', () => {
  const files = plant({
    'app/page.tsx': '',
    'app/(list)/vms/page.tsx': '',
    'app/vms/[...armId]/page.tsx': '',
  });
  expect(missingRoutes(['/', '/vms?q=a', '/vms/a/b', '/vm', '/api/vms'], files)).toEqual(['/vm', '/api/vms']);
});
