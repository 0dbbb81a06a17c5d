import { expect } from 'vitest';
import type { Estate, Model } from './model.ts';

/** The rows of the characteristics table (creation, lifecycle, sharing), as Azure answers them now. */
export async function expectInvariants(model: Model, estate: Estate): Promise<void> {
  const machines = await estate.machines();
  const identities = await estate.identities();

  // Creation: a system-assigned identity is part of its machine; a user-assigned one stands alone.
  expect(machines.map((vm) => vm.name).sort()).toEqual([...model.machines.keys()].sort());
  for (const vm of machines) {
    const expected = model.machines.get(vm.name);
    expect(vm.identity?.principalId ?? null, vm.name).toBe(expected?.system ?? null);
    const user = Object.keys(vm.identity?.userAssignedIdentities ?? {}).map((id) => id.split('/').at(-1));
    expect(user.sort(), vm.name).toEqual([...(expected?.user ?? [])].sort());
    expect(vm.identity?.type.includes('SystemAssigned') ?? false).toBe(
      vm.identity?.principalId !== undefined,
    );
    expect(vm.identity?.type.includes('UserAssigned') ?? false).toBe(user.length > 0);
  }

  // Lifecycle: system-assigned principals are exactly those of living machines, user-assigned ones go only explicitly.
  expect(identities).toEqual(model.identities);
  const system = machines.flatMap((vm) => vm.identity?.principalId ?? []);
  expect(estate.principals()).toEqual(new Set([...system, ...identities.values()]));

  // Sharing: a system-assigned identity is on exactly one resource.
  expect(new Set(system).size).toBe(system.length);

  // Role assignments outlive the principal they name.
  const assigned = [...estate.harness.world.roleAssignments.values()]
    .filter((row) => model.everSeen.has(row.principalId))
    .map((row) => [row.name, row.principalId]);
  expect(new Map(assigned.map(([name, principalId]) => [name ?? '', principalId ?? '']))).toEqual(
    model.roleAssignments,
  );
}
