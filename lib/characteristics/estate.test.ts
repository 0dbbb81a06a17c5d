import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildEstate, type EstateDescription } from '@/lib/estate/testing/build-estate';
import { characteristicsOf } from './estate';

const prod = '/subscriptions/1f0c0000-0000-4000-8000-000000000001';
const dev = '/subscriptions/1f0c0000-0000-4000-8000-000000000002';
const vm = (name: string, subscription = prod) =>
  `${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/${name}`;
const uami = (name: string) =>
  `${prod}/resourcegroups/rg-id/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

describe('characteristics of an estate', () => {
  it('counts, and names the examples', () => {
    const shared = uami('id-agents');
    const estate = buildEstate({
      identities: [
        { id: shared, principalId: 'pa', created: 100 },
        { id: uami('id-old'), principalId: 'po', created: 200 },
        { id: uami('id-idle'), principalId: 'pi', created: 150, location: 'northeurope' },
      ],
      hosts: [
        { id: vm('vm-1'), system: 'p1', user: [shared], created: 10 },
        { id: vm('vm-2', dev), user: [shared, uami('id-ghost')] },
        {
          id: `${prod}/resourceGroups/rg-web/providers/Microsoft.Web/sites/func`,
          type: 'Microsoft.Web/sites',
          system: 'p2',
          created: 20,
        },
      ],
      absent: ['gone'],
      roleAssignments: [
        { principalId: 'p1', role: 'Reader', scope: prod },
        { principalId: 'pa', role: 'Contributor', scope: prod },
        { principalId: 'po', role: 'Reader', scope: prod },
        { principalId: 'gone', role: 'Reader', scope: prod },
      ],
    });
    expect(characteristicsOf(estate)).toEqual({
      system: {
        total: 2,
        onVirtualMachines: 1,
        onOthers: 1,
        newest: {
          name: 'func',
          created: 20,
          href: `/identities${prod}/resourceGroups/rg-web/providers/Microsoft.Web/sites/func/providers/Microsoft.ManagedIdentity/identities/default`,
        },
        mostRoleAssignments: { name: 'vm-1', href: `/vms${vm('vm-1')}`, roleAssignments: 1 },
        orphanedRoleAssignments: 1,
        orphanedRoleAssignmentsHref: '/role-assignments?finding=orphaned-role-assignment',
      },
      user: {
        total: 3,
        resourceGroups: 1,
        regions: 2,
        newest: { name: 'id-old', href: `/identities${uami('id-old')}`, created: 200 },
        unused: 2,
        unusedWithRoleAssignments: 1,
        unusedFederatedOnly: 0,
        dangling: {
          count: 1,
          example: {
            identity: { name: 'id-ghost', href: `/identities${uami('id-ghost')}` },
            host: { name: 'vm-2', href: `/vms${vm('vm-2', dev)}` },
          },
        },
        shared: 1,
        histogram: [
          { label: '0', count: 2 },
          { label: '1', count: 0 },
          { label: '2', count: 1 },
          { label: '3–9', count: 0 },
          { label: '10+', count: 0 },
        ],
        widest: {
          name: 'id-agents',
          href: `/identities${shared}`,
          hosts: 2,
          subscriptions: 2,
          role: 'Contributor',
          roleScope: 'subscription',
        },
      },
    });
  });

  it('does not call grants fine when Graph refuses', () => {
    const roleAssignments = [{ principalId: 'someone', role: 'Reader', scope: prod }];
    expect(
      characteristicsOf(buildEstate({ absent: null, roleAssignments })).system.orphanedRoleAssignments,
    ).toBeNull();
    expect(characteristicsOf(buildEstate({})).system.orphanedRoleAssignments).toBe(0);
  });

  const names = fc.constantFrom('a', 'b', 'c', 'd', 'missing');
  const description: fc.Arbitrary<EstateDescription> = fc
    .array(fc.record({ system: fc.boolean(), user: fc.uniqueArray(names) }), { maxLength: 15 })
    .map((hosts) => ({
      identities: ['a', 'b', 'c', 'd'].map((name) => ({ id: uami(name), principalId: `p-${name}` })),
      hosts: hosts.map(({ system, user }, index) => ({
        id: vm(`vm-${index}`, index % 2 ? prod : dev),
        system: system ? `s-${index}` : undefined,
        user: user.map(uami),
      })),
    }));

  it('holds what is true of every estate', () => {
    fc.assert(
      fc.property(description, (one) => {
        const estate = buildEstate(one);
        const { system, user } = characteristicsOf(estate);
        expect(system.onVirtualMachines + system.onOthers).toBe(system.total);
        expect(system.total).toBe((one.hosts ?? []).filter((host) => host.system).length);
        expect(user.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(user.total);
        expect(user.histogram[0]?.count).toBe(user.unused);
        expect(user.shared).toBe(user.histogram.slice(2).reduce((sum, { count }) => sum + count, 0));
        expect(user.unusedWithRoleAssignments + user.unusedFederatedOnly).toBeLessThanOrEqual(
          2 * user.unused,
        );
        expect(user.widest === null).toBe(user.shared === 0);
        for (const row of estate.identities.live()) {
          // A system-assigned identity is part of exactly one resource: it cannot be shared.
          if (estate.identities.text('kind', row) === 'system') expect(estate.hostsOf(row)).toHaveLength(1);
        }
      }),
    );
  });
});
