import { describe, expect, it } from 'vitest';
import { characteristicsOf } from '@/lib/characteristics/estate';
import { applyHosts } from '@/lib/estate/collect/apply-hosts';
import { applyUserAssigned } from '@/lib/estate/collect/apply-identities';
import { applyAssignments } from '@/lib/estate/collect/apply-role-assignments';
import { EstateView } from '@/lib/estate/tables/estate-view';
import { Hierarchy } from '@/lib/estate/tables/hierarchy';
import { makeJoins } from '@/lib/estate/tables/joins';
import { EstateRecords } from '@/lib/estate/tables/records';
import { standardRoles } from '@/lib/estate/testing/standard-roles';
import { privilegeOf, rankIndex } from '@/lib/rbac/privilege';
import { attentionOf } from './attention';
import { runRules } from './run';

const hostCount = 100_000;
const roleAssignmentCount = 200_000;
const subscriptions = Array.from(
  { length: 50 },
  (_, index) => `1f0c0000-0000-4000-8000-${String(index).padStart(12, '0')}`,
);

/** Most roles in an estate read, or work with data. */
const modest = standardRoles.filter((role) => privilegeOf(role) <= rankIndex('writer'));

function largeEstate(): EstateView {
  const records = new EstateRecords();
  const at = <Value>(list: readonly Value[], index: number): Value => {
    const value = list[index % list.length];
    if (value === undefined) throw new Error('empty list');
    return value;
  };
  const identityId = (index: number) =>
    `/subscriptions/${at(subscriptions, index)}/resourcegroups/rg-${index % 40}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${index}`;
  for (const role of standardRoles) records.roles.set(role.guid, role);
  applyUserAssigned(
    records,
    Array.from({ length: 20_000 }, (_, index) => ({
      id: identityId(index),
      name: `id-${index}`,
      location: 'westeurope',
      tags: {},
      principalId: `user-${index}`,
      clientId: `client-${index}`,
      tenantId: 't',
      isolationScope: 'None',
    })),
    'userAssignedIdentities',
  );
  applyHosts(
    records,
    Array.from({ length: hostCount }, (_, index) => ({
      id: `/subscriptions/${at(subscriptions, index)}/resourceGroups/rg-${index % 40}/providers/Microsoft.Compute/virtualMachines/vm-${index}`,
      name: `vm-${index}`,
      type: 'Microsoft.Compute/virtualMachines',
      location: 'westeurope',
      size: 'Standard_B2s',
      os: 'Linux',
      identity: {
        type: 'SystemAssigned, UserAssigned',
        principalId: `system-${index}`,
        tenantId: 't',
        user: index % 3 === 0 ? [{ id: identityId(index % 20_000), principalId: '', clientId: '' }] : [],
      },
      created: 1_700_000_000 + index,
      tags: {},
    })),
    'virtualMachines',
  );
  applyAssignments(
    records,
    Array.from({ length: roleAssignmentCount }, (_, index) => {
      const subscription = `/subscriptions/${at(subscriptions, index)}`;
      const group = `${subscription}/resourceGroups/rg-${index % 40}`;
      const scope = at(
        [subscription, group, group, `${group}/providers/Microsoft.KeyVault/vaults/kv-${index % 9}`],
        index,
      );
      const name = String(index).padStart(36, '0');
      return {
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
        name,
        principalId: at(
          [`system-${index % hostCount}`, `user-${index % 20_000}`, `gone-${index % 500}`],
          index,
        ),
        principalType: 'ServicePrincipal',
        roleGuid: (index % 50 === 0 ? at(standardRoles, index / 50) : at(modest, index)).guid,
        scope,
        condition: '',
        description: '',
        created: 1_700_000_000,
        createdBy: '',
      };
    }),
    'roleAssignments',
  );
  const tree = subscriptions.map((name) => ({
    kind: 'subscription' as const,
    name,
    displayName: name,
    parent: 'mg',
  }));
  const listed = subscriptions.map((subscriptionId) => ({
    subscriptionId,
    name: subscriptionId,
    tenantId: 't',
  }));
  const view = new EstateView(
    records,
    't',
    new Hierarchy(listed, [...tree, { kind: 'managementGroup', name: 'mg', displayName: 'mg', parent: '' }]),
  );
  makeJoins(records, view, true);
  return view;
}

/** The best of some runs, in time of the processor: what the code needs, whatever else the machine does. */
function bestMs(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 4 }, () => {
      const before = process.threadCpuUsage();
      work();
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000;
    }),
  );
}

describe(`rules over ${hostCount} hosts and ${roleAssignmentCount} role assignments`, () => {
  const estate = largeEstate();

  it('are quick', () => {
    const results = runRules(estate);
    const timesMs = {
      rules: bestMs(() => runRules(estate)),
      attention: bestMs(() => attentionOf(results, estate)),
      characteristics: bestMs(() => characteristicsOf(estate)),
    };
    expect(
      results.find(({ rule }) => rule.id === 'privileged-broad')?.outcome.rows.identities?.length,
    ).toBeGreaterThan(100);
    // Four times what a two-core machine needs, so that only a change of complexity fails.
    expect(timesMs.rules + timesMs.attention + timesMs.characteristics).toBeLessThan(1_200);
  });
});
