import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import { expectInvariants } from './invariants.ts';
import type { Estate, Model } from './model.ts';

type Command = fc.AsyncCommand<Model, Estate>;

/** Few names, so that they are met again after a deletion. */
const vmNames = ['vm1', 'vm2', 'vm3'] as const;
const identityNames = ['id-a', 'id-b', 'id-c'] as const;
const vmName = fc.constantFrom(...vmNames);
const identityName = fc.constantFrom(...identityNames);

function command(text: string, run: (model: Model, estate: Estate) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, estate) => {
      await run(model, estate);
      await expectInvariants(model, estate);
    },
    toString: () => text,
  };
}

function typeOf(system: boolean, user: boolean): string {
  if (system) return user ? 'SystemAssigned, UserAssigned' : 'SystemAssigned';
  return user ? 'UserAssigned' : 'None';
}

/** The dictionary of an identity block, or nothing where there is nothing to say. */
function dictionary(estate: Estate, add: readonly string[], remove: readonly string[] = []) {
  const entries = [
    ...add.map((name) => [estate.identityPath(name), {}] as const),
    ...remove.map((name) => [estate.identityPath(name), null] as const),
  ];
  return entries.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(entries) };
}

const createMachine = fc
  .tuple(vmName, fc.boolean(), fc.uniqueArray(identityName))
  .map(([name, system, add]) =>
    command(`put ${name} ${typeOf(system, add.length > 0)} [${add}]`, async (model, estate) => {
      const before = model.machines.get(name);
      const { status, code } = await estate.write('PUT', estate.vmPath(name), {
        location: 'westeurope',
        properties: { hardwareProfile: { vmSize: 'Standard_D2s_v5' }, networkProfile: {} },
        identity: { type: typeOf(system, add.length > 0), ...dictionary(estate, add) },
      });
      if (add.some((identity) => !model.identities.has(identity))) {
        expect({ status, code }).toEqual({ status: 400, code: 'FailedIdentityOperation' });
        return;
      }
      expect(status).toBe(before ? 200 : 201);
      model.machines.set(name, {
        system: await systemAfter(model, estate, name, system),
        user: new Set(add),
      });
    }),
  );

/** The machine's principal id as Azure answers it: kept while on, new each time it is switched on. */
async function systemAfter(
  model: Model,
  estate: Estate,
  name: string,
  wanted: boolean,
): Promise<string | null> {
  const vm = (await estate.machines()).find((row) => row.name === name);
  const principalId = vm?.identity?.principalId ?? null;
  const before = model.machines.get(name)?.system ?? null;
  expect(principalId !== null).toBe(wanted);
  if (before !== null && wanted) expect(principalId).toBe(before);
  if (before === null && principalId !== null) {
    expect(model.everSeen.has(principalId)).toBe(false);
    model.everSeen.add(principalId);
  }
  return principalId;
}

const changeMachine = fc
  .tuple(vmName, fc.boolean(), fc.uniqueArray(identityName), fc.uniqueArray(identityName))
  .map(([name, system, add, drop]) => {
    const remove: string[] = drop.filter((identity) => !add.includes(identity));
    const says = `patch ${name} system=${system} +[${add}] -[${remove}]`;
    return command(says, async (model, estate) => {
      const machine = model.machines.get(name);
      const user = new Set(
        [...(machine?.user ?? []), ...add].filter((identity) => !remove.includes(identity)),
      );
      const { status, code } = await estate.write('PATCH', estate.vmPath(name), {
        identity: {
          type: typeOf(system, user.size > 0),
          ...(user.size > 0 ? dictionary(estate, add, remove) : {}),
        },
      });
      if (machine === undefined) {
        expect({ status, code }).toEqual({ status: 404, code: 'ResourceNotFound' });
        return;
      }
      // A reference to an identity that is gone must be removed before anything else of the block can change.
      if ([...user].some((identity) => !model.identities.has(identity))) {
        expect({ status, code }).toEqual({ status: 400, code: 'FailedIdentityOperation' });
        return;
      }
      expect(status).toBe(200);
      model.machines.set(name, { system: await systemAfter(model, estate, name, system), user });
    });
  });

const deleteMachine = vmName.map((name) =>
  command(`delete ${name}`, async (model, estate) => {
    const { status } = await estate.write('DELETE', estate.vmPath(name));
    expect(status).toBe(model.machines.has(name) ? 202 : 204);
    model.machines.delete(name);
  }),
);

const createIdentity = identityName.map((name) =>
  command(`put ${name}`, async (model, estate) => {
    const { status } = await estate.write('PUT', estate.identityPath(name), { location: 'westeurope' });
    expect(status).toBe(model.identities.has(name) ? 200 : 201);
    if (model.identities.has(name)) return;
    const principalId = (await estate.identities()).get(name) ?? '';
    expect(model.everSeen.has(principalId)).toBe(false);
    model.everSeen.add(principalId);
    model.identities.set(name, principalId);
  }),
);

const deleteIdentity = identityName.map((name) =>
  command(`delete ${name}`, async (model, estate) => {
    const { status } = await estate.write('DELETE', estate.identityPath(name));
    expect(status).toBe(model.identities.has(name) ? 200 : 204);
    model.identities.delete(name);
  }),
);

const assignRole = fc.nat().map((pick) =>
  command(`assign role ${pick}`, async (model, estate) => {
    const living = [...estate.principals()].sort();
    const principalId = living[pick % Math.max(1, living.length)];
    if (principalId === undefined) return;
    const name = randomUUID();
    const taken = [...model.roleAssignments.values()].includes(principalId);
    const path = `${estate.group}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const { status, code } = await estate.write('PUT', path, {
      properties: { principalId, principalType: 'ServicePrincipal', roleDefinitionId: estate.readerRole() },
    });
    expect({ status, code }).toEqual(
      taken ? { status: 409, code: 'RoleAssignmentExists' } : { status: 201, code: '' },
    );
    if (!taken) model.roleAssignments.set(name, principalId);
  }),
);

const revoke = fc.nat().map((pick) =>
  command(`revoke ${pick}`, async (model, estate) => {
    const name = [...model.roleAssignments.keys()].sort()[pick % Math.max(1, model.roleAssignments.size)];
    if (name === undefined) return;
    const path = `${estate.group}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    expect((await estate.write('DELETE', path)).status).toBe(200);
    model.roleAssignments.delete(name);
  }),
);

/** Everything that may happen to identities, in any order. */
export const lifecycleCommands = [
  createMachine,
  changeMachine,
  deleteMachine,
  createIdentity,
  deleteIdentity,
  assignRole,
  revoke,
];
