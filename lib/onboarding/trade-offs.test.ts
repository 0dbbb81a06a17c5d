import { expect, it } from 'vitest';
import type { AdviceFacts } from '@/lib/model/advice';
import type { Characteristics } from '@/lib/model/summary';
import { sharingAdvice, tradeOffs } from './trade-offs';

const estate: Characteristics = {
  system: {
    total: 3,
    onVirtualMachines: 3,
    onOthers: 0,
    newest: null,
    mostRoleAssignments: { name: 'vm-web-03', href: '', roleAssignments: 2 },
    orphanedRoleAssignments: 12,
    orphanedRoleAssignmentsHref: '',
  },
  user: {
    total: 4,
    resourceGroups: 1,
    regions: 1,
    newest: null,
    unused: 1,
    unusedWithRoleAssignments: 0,
    unusedFederatedOnly: 0,
    dangling: { count: 0, example: null },
    shared: 1,
    histogram: [],
    widest: null,
  },
};
const machine = (name: string, hasSystem: boolean) => ({ armId: `/${name}`, name, href: '', hasSystem });
const nothing: AdviceFacts = {
  machines: [],
  systemIdentities: 0,
  roleAssignments: 0,
  distinctRoleAssignments: 0,
  shareable: [],
};
const textOf = (kind: Parameters<typeof tradeOffs>[0], facts: AdviceFacts) =>
  tradeOffs(kind, facts, estate)
    .map(({ title, text }) => `${title}. ${text}`)
    .join('\n');

it('counts what a deletion would orphan', () => {
  const one = { ...nothing, machines: [machine('vm-web-03', true)], systemIdentities: 1, roleAssignments: 2 };
  expect(textOf('system-assigned', one)).toContain(
    'Deleting vm-web-03 deletes it and orphans 2 role assignments',
  );
  expect(textOf('system-assigned', nothing)).toContain('deleting vm-web-03 would orphan 2 role assignments');
  expect(textOf('system-assigned', nothing)).toContain('12 role assignments here have no principal anymore');
});

it('says that unknown is unknown', () => {
  const blind = { ...estate, system: { ...estate.system, orphanedRoleAssignments: null } };
  const texts = tradeOffs('system-assigned', nothing, blind).map(({ text }) => text);
  expect(texts.join()).toContain('unknown');
});

it('says that one speaks for all, and that code must name it', () => {
  const eight = { ...nothing, machines: [machine('a', true), machine('b', false)] };
  expect(textOf('user-assigned', eight)).toContain('One VM speaks for all 2');
  expect(textOf('user-assigned', eight)).toContain('1 VM also has a system-assigned identity');
  expect(textOf('user-assigned', eight)).toContain(
    '1 user-assigned identity in this estate is used by nothing',
  );
  expect(textOf('user-assigned each', eight)).not.toContain('speaks for all');
});

it('advises for sharing, and against it because of what an identity reaches', () => {
  const shareable = { armId: '/id', name: 'id-a', href: '', usedBy: 9, roleAssignments: 5, powerful: '' };
  const facts = { ...nothing, machines: [machine('a', false), machine('b', false)] };
  expect(sharingAdvice('user-assigned', { ...facts, shareable: [shareable] })).toMatchObject([
    { advice: 'share', why: '9 resources use it already, with 5 role assignments.' },
  ]);
  expect(
    sharingAdvice('user-assigned', {
      ...facts,
      shareable: [{ ...shareable, powerful: 'Contributor on Contoso Prod' }],
    }),
  ).toMatchObject([
    { advice: 'do not share', why: 'It has Contributor on Contoso Prod, so all 2 VMs would too.' },
  ]);
  expect(sharingAdvice('system-assigned', { ...facts, shareable: [shareable] })).toEqual([]);
});
