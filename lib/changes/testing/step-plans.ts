import { z } from 'zod';
import { allSteps } from '@/lib/changes/steps/all-steps';
import type { PlannedStep } from '@/lib/model/operation';
import { type Harness, stepOf } from './harness';

/** What must be there first, made by the owner, and the step itself. */
export interface StepPlan {
  readonly before: readonly PlannedStep[];
  readonly step: PlannedStep;
}

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const monitoringReader = '43d0d8ad-25c7-4714-9337-8ba259a9fe05';
/** A public key whose private one was thrown away; az checks that it is one. */
export const publicKey =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDNU8obgCWrGqZjikqb5kvIxi5PVddsHFUTmKu+BXPvVPIB4spd+XEXP/jqVvvbTsWVB8V2R+GAdVkkR+rJxylRu6APoYHCxAs4EOWHgjthcxzuAcTaweaD009Y2O8RnX1F3w8wlpLZU9UbcoixDKqcQrRlX36cns1jxLy2FBVPW/2vV+2ZhFZzStFYrBPH54YD6r4Ow+UTOGkf0D0Y8ldyeKK0CmK5q6Ij2BrrT8dU3aq+d7p58ccwFCqN1+7l+4YRJ9ymjLTsfg6Dr8U/4eKlFz/d6R6qHv5QfyskKhH5BJbZoo59y1ehCCW1pkF8s6xkdvQlcjNyRVmUSikITEi5';

/** Identity, role assignment, and federated credential: three writes of three providers, one after the other. */
export function threeSteps(group: string, name: string): PlannedStep[] {
  const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  return [
    stepOf('create-identity', { groupId: group, name, location: 'westeurope' }, 0),
    stepOf('assign-role', { principalResourceId: identityId, scope: group, roleGuid: reader }, 1),
    stepOf(
      'add-federated-credential',
      { identityId, name: 'github', issuer: 'https://issuer.example', subject: 's' },
      2,
    ),
  ];
}

/**
 * A plan for every kind of step, on things of its own: `suffix` keeps them apart. All lie in the group rg-web. A step that
 * takes one virtual machine, or one identity, and nothing else needs no line here: it gets a new one.
 */
export function stepPlans({ azure, subscriptionId }: Harness, suffix: string): Record<string, StepPlan> {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-web`;
  const { world } = azure.emulator;
  const identityId = (name: string) =>
    `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${name}-${suffix}`;
  const machineId = (name: string) =>
    `${group}/providers/Microsoft.Compute/virtualMachines/vm-${name}-${suffix}`;
  const identity = (name: string) =>
    stepOf('create-identity', { groupId: group, name: `id-${name}-${suffix}`, location: 'westeurope' });
  const machine = (name: string, more: Record<string, unknown> = {}) =>
    stepOf('create-machine', {
      groupId: group,
      name: `vm-${name}-${suffix}`,
      location: 'westeurope',
      sshPublicKey: publicKey,
      ...more,
    });
  const roleAssignment = (name: string) =>
    stepOf('assign-role', {
      principalResourceId: identityId(name),
      scope: group,
      roleGuid: reader,
    });
  const federated = (name: string) =>
    stepOf('add-federated-credential', {
      identityId: identityId(name),
      name: 'github',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:contoso/web:environment:production',
    });
  const lock = (name: string) => stepOf('add-delete-lock', { scope: identityId(name), name: 'keep' });
  const vaultId = [...world.resources.values()].find(({ name }) => name === 'kv-legacy-prod')?.id ?? '';
  const policy = (kind: string, name: string) =>
    stepOf(kind, { vaultId, principalResourceId: identityId(name), secrets: ['get'] });
  const principal = [...world.principals.values()].find(
    ({ displayName }) => displayName === `restored-${suffix}`,
  );
  const restored = principal?.objectId ?? crypto.randomUUID();
  if (!principal) {
    world.principals.put({
      kind: 'ServicePrincipal',
      objectId: restored,
      appId: crypto.randomUUID(),
      displayName: `restored-${suffix}`,
      servicePrincipalType: 'Application',
      alternativeNames: [],
      secrets: [],
      certificates: [],
      createdTime: 0,
    });
  }
  const one = (name: string) => ({ machineId: machineId(name) });
  const special: Record<string, StepPlan> = {
    'create-resource-group': {
      before: [],
      step: stepOf('create-resource-group', { subscriptionId, name: `rg-${suffix}`, location: 'westeurope' }),
    },
    'create-identity': { before: [], step: identity('made') },
    'tag-identity': {
      before: [identity('tagged')],
      step: stepOf('tag-identity', { identityId: identityId('tagged'), tags: { owner: 'web' } }),
    },
    'create-machine': { before: [], step: machine('made', { system: true }) },
    'disable-system-assigned': {
      before: [machine('off', { system: true })],
      step: stepOf('disable-system-assigned', one('off')),
    },
    'attach-identities': {
      before: [machine('att'), identity('att')],
      step: stepOf('attach-identities', { ...one('att'), identityIds: [identityId('att')] }),
    },
    'detach-identities': {
      before: [identity('det'), machine('det', { identityIds: [identityId('det')] })],
      step: stepOf('detach-identities', { ...one('det'), identityIds: [identityId('det')] }),
    },
    'start-machine': {
      before: [machine('start'), stepOf('deallocate-machine', one('start'))],
      step: stepOf('start-machine', one('start')),
    },
    'probe-token': {
      before: [
        machine('probe', { system: true }),
        stepOf('assign-role', { principalResourceId: machineId('probe'), scope: group, roleGuid: reader }),
      ],
      step: stepOf('probe-token', {
        ...one('probe'),
        selector: 'default',
        identityId: '',
        target: { kind: 'arm', scopeId: group },
      }),
    },
    'assign-role': { before: [identity('granted')], step: roleAssignment('granted') },
    'remove-role': {
      before: [identity('taken'), roleAssignment('taken')],
      step: stepOf('remove-role', {
        principalResourceId: identityId('taken'),
        scope: group,
        roleGuid: reader,
      }),
    },
    'restore-role': {
      before: [],
      step: stepOf('restore-role', {
        principalId: restored,
        principalType: 'ServicePrincipal',
        scope: group,
        roleGuid: monitoringReader,
        assignmentGuid: crypto.randomUUID(),
      }),
    },
    'add-vault-policy': { before: [identity('let')], step: policy('add-vault-policy', 'let') },
    'remove-vault-policy': {
      before: [identity('out'), policy('add-vault-policy', 'out')],
      step: policy('remove-vault-policy', 'out'),
    },
    'add-federated-credential': { before: [identity('fed')], step: federated('fed') },
    'remove-federated-credential': {
      before: [identity('unfed'), federated('unfed')],
      step: stepOf('remove-federated-credential', { identityId: identityId('unfed'), name: 'github' }),
    },
    'add-delete-lock': { before: [identity('lock')], step: lock('lock') },
    'remove-delete-lock': {
      before: [identity('unlock'), lock('unlock')],
      step: stepOf('remove-delete-lock', { scope: identityId('unlock'), name: 'keep' }),
    },
  };
  const plain = allSteps.flatMap(({ kind, schema }): [string, StepPlan][] => {
    const [field, ...others] = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    if (others.length > 0 || special[kind]) return [];
    if (field === 'machineId') return [[kind, { before: [machine(kind)], step: stepOf(kind, one(kind)) }]];
    if (field !== 'identityId') return [];
    return [[kind, { before: [identity(kind)], step: stepOf(kind, { identityId: identityId(kind) }) }]];
  });
  return { ...special, ...Object.fromEntries(plain) };
}
