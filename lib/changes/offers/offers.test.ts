import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { allSteps, bindStep } from '@/lib/changes/steps/all-steps';
import { idsOnly } from '@/lib/changes/steps/names';
import type { ActionOffer, MachineThing } from '@/lib/model/actions';
import { actionWords } from './action-words';
import { actionsFor } from './actions-for';

const group = '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/rg';
const machineId = `${group}/providers/Microsoft.Compute/virtualMachines/vm`;
const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;
const assignmentId = `${group}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-4000-8000-000000000001`;

const machine = (of: Partial<MachineThing> = {}): ActionOffer[] =>
  actionsFor(
    'machine',
    { armId: machineId, name: 'vm', power: 'running', hasSystem: false, identityIds: [], ...of },
    machineId,
    idsOnly,
  );
const identity = {
  armId: identityId,
  name: 'id',
  machineIds: [machineId],
  roleAssignmentIds: [assignmentId],
};
const everywhere: Readonly<Record<string, readonly ActionOffer[]>> = {
  running: machine(),
  stopped: machine({ power: 'stopped', hasSystem: true }),
  deallocated: machine({ power: 'deallocated' }),
  unknown: machine({ power: '' }),
  userAssigned: actionsFor('userAssigned', identity, identityId, idsOnly),
  systemAssigned: actionsFor('systemAssigned', { hostId: machineId, name: 'vm' }, machineId, idsOnly),
  attachment: actionsFor('attachment', { machineId, identityId, missing: false }, identityId, idsOnly),
  roleAssignment: actionsFor('roleAssignment', { armId: assignmentId }, assignmentId, idsOnly),
  federatedCredential: actionsFor('federatedCredential', { identityId, name: 'git' }, 'git', idsOnly),
};

describe.each(Object.entries(everywhere))('actions on %s', (_thing, offers) => {
  it('are filled in completely, lead to a form, or say with a source why they are not offered', () => {
    expect(offers.length).toBeGreaterThan(0);
    for (const offer of offers) {
      expect(offer.label).not.toBe('');
      if (!offer.offered) {
        expect(offer.reason).not.toBe('');
        expect(offer.source).toMatch(/^https:\/\/learn\.microsoft\.com\//);
      } else if (offer.href === null) {
        expect(offer.steps.length).toBeGreaterThan(0);
        for (const step of offer.steps) expect(bindStep(step).ok, step.kind).toBe(true);
      } else expect(offer.href).toMatch(/^\//);
      if (offer.offered && offer.note !== '') expect(offer.source).toMatch(/^https:\/\//);
    }
  });
});

const labels = (offers: readonly ActionOffer[] = []) =>
  offers.filter(({ group }) => group === 'power').map(({ label, offered }) => [label, offered]);

it('of power follow the state: a stopped machine is billed, so it can be started and deallocated', () => {
  expect(labels(everywhere.running)).toEqual([
    ['Stop and deallocate', true],
    ['Restart', true],
  ]);
  expect(labels(everywhere.stopped)).toEqual([
    ['Start', true],
    ['Stop and deallocate', true],
    ['Restart', false],
  ]);
  const deallocate = everywhere.stopped?.find(({ label }) => label === 'Stop and deallocate');
  expect(deallocate).toMatchObject({ note: 'It is stopped and still billed. Deallocating ends that.' });
  expect(labels(everywhere.deallocated)).toEqual([
    ['Start', true],
    ['Restart', false],
  ]);
});

it('is plain data: what the browser gets can be sent', () => {
  expect(JSON.parse(JSON.stringify([actionWords, everywhere]))).toEqual([actionWords, everywhere]);
});

const kinds = allSteps.map(({ kind }) => kind).join('|');
const named = new RegExp(`kind\\s*(:|[!=]==?)\\s*'(${kinds})'`);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

it('has its kinds named in the steps only: components, review and runner know none', () => {
  const files = [
    'app',
    'components',
    'lib/changes/plan',
    'lib/changes/run',
    'lib/changes/offers',
    'lib/actions',
  ];
  const found = files.flatMap(filesIn).filter((file) => named.test(readFileSync(file, 'utf8')));
  expect(found).toEqual([]);
});
