import { expect, it } from 'vitest';
import { type TourFacts, tourStages } from './tour';

const nothing: TourFacts = {
  subscriptionId: 's',
  location: 'westeurope',
  machineId: '/vm',
  identityId: '/id',
  machineExists: false,
  identityExists: false,
  attached: false,
  roleAssignments: 0,
  proved: false,
};

it.each<[string, Partial<TourFacts>, string]>([
  ['begins with the virtual machine', {}, 'create'],
  ['goes on with the identity', { machineExists: true }, 'identity'],
  ['attaches it', { machineExists: true, identityExists: true }, 'attach'],
  ['assigns it a role', { machineExists: true, identityExists: true, attached: true }, 'assign'],
  ['proves it', { machineExists: true, identityExists: true, attached: true, roleAssignments: 1 }, 'prove'],
  [
    'deletes the virtual machine',
    { machineExists: true, identityExists: true, attached: true, roleAssignments: 1, proved: true },
    'delete',
  ],
  ['ends with what survives', { identityExists: true, roleAssignments: 1, proved: true }, 'survives'],
  [
    'takes up what was undone outside: a detached identity',
    { machineExists: true, identityExists: true, roleAssignments: 1, proved: true },
    'attach',
  ],
  ['begins again when the identity is gone as well', { proved: true }, 'identity'],
])('%s', (_what, facts, next) => {
  const stages = tourStages({ ...nothing, ...facts });
  expect(stages.filter(({ state }) => state === 'next').map(({ id }) => id)).toEqual([next]);
  const place = stages.findIndex(({ state }) => state === 'next');
  expect(stages.slice(0, place).every(({ state }) => state === 'done')).toBe(true);
  expect(stages.slice(place + 1).every(({ state }) => state === 'later')).toBe(true);
});
