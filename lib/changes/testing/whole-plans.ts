import type { PlannedStep } from '@/lib/model/operation';
import { type Harness, stepOf } from './harness';
import { publicKey } from './step-plans';

/** A plan of many steps, each of which may need what an earlier one made. */
export interface WholePlan {
  /** Made by its owner first, before the plan is looked at. */
  readonly before: readonly PlannedStep[];
  readonly steps: readonly PlannedStep[];
  /** Values of its secret parameters by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** ARM id of a vault with access policies that the plan changes. */
  readonly vaultId: string;
}

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const monitoringReader = '43d0d8ad-25c7-4714-9337-8ba259a9fe05';

/** An application whose role assignment was removed. */
const restored = '7f1d6f0a-3c1c-4c1e-9d55-0a6f2b9f7a11';

/** A text that every language has to escape. */
export const awkward = `it's "quoted" $${'{x}'} %{y} \\ and [z]\nnext line # // \t end`;

/**
 * Plans that together hold every declarative step: all of a new application at a subscription, a machine that is there
 * already, identities of two groups that need each other's, and a machine with a password.
 */
export function wholePlans({ azure, subscriptionId }: Harness): Record<string, WholePlan> {
  const { world } = azure.emulator;
  const vaultId = [...world.resources.values()].find(({ name }) => name === 'kv-legacy-prod')?.id ?? '';
  world.principals.put({
    kind: 'ServicePrincipal',
    objectId: restored,
    appId: restored,
    displayName: 'restored',
    servicePrincipalType: 'Application',
    alternativeNames: [],
    secrets: [],
    certificates: [],
    createdTime: 0,
  });
  const subscription = `/subscriptions/${subscriptionId}`;
  const group = (name: string) => `${subscription}/resourceGroups/${name}`;
  const identityId = (groupId: string, name: string) =>
    `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const machineId = (groupId: string, name: string) =>
    `${groupId}/providers/Microsoft.Compute/virtualMachines/${name}`;
  const identity = (groupId: string, name: string, tags: Record<string, string> = {}) =>
    stepOf('create-identity', { groupId, name, location: 'westeurope', tags });
  const machine = (groupId: string, name: string, more: Record<string, unknown> = {}) =>
    stepOf('create-machine', { groupId, name, location: 'westeurope', sshPublicKey: publicKey, ...more });
  const role = (principalResourceId: string, scope: string, roleGuid = reader) =>
    stepOf('assign-role', { principalResourceId, scope, roleGuid });
  const federated = (id: string, name: string) =>
    stepOf('add-federated-credential', {
      identityId: id,
      name,
      issuer: `https://${name}.example`,
      subject: `repo:contoso/web:environment:${name}`,
    });

  const app = group('rg-code-app');
  const appIdentity = identityId(app, 'id-code-app');
  const appMachine = machineId(app, 'vm-code-app');
  const web = group('rg-web');
  const data = group('rg-data');
  const standing = machineId(web, 'vm-code-standing');
  const one = identityId(web, 'id-code-one');
  const two = identityId(web, 'id-code-two');
  const crossing = identityId(web, 'id-code-crossing');
  const other = identityId(data, 'id-code-crossing');
  return {
    application: {
      vaultId,
      before: [],
      steps: [
        stepOf('create-resource-group', { subscriptionId, name: 'rg-code-app', location: 'westeurope' }),
        identity(app, 'id-code-app', { owner: 'nobody' }),
        stepOf('tag-identity', { identityId: appIdentity, tags: { owner: 'web', note: awkward } }),
        machine(app, 'vm-code-app'),
        stepOf('attach-identities', { machineId: appMachine, identityIds: [appIdentity] }),
        stepOf('enable-system-assigned', { machineId: appMachine }),
        role(appIdentity, app),
        role(appIdentity, subscription),
        role(appMachine, vaultId, secretsUser),
        stepOf('assign-role', {
          principalResourceId: appIdentity,
          scope: appMachine,
          roleGuid: monitoringReader,
          description: awkward,
        }),
        federated(appIdentity, 'github'),
        federated(appIdentity, 'gitlab'),
        federated(appIdentity, 'jenkins'),
        stepOf('add-vault-policy', {
          vaultId,
          principalResourceId: appIdentity,
          secrets: ['get', 'list'],
          keys: ['wrapkey'],
        }),
        stepOf('add-vault-policy', { vaultId, principalResourceId: appMachine, secrets: ['get'] }),
        stepOf('add-delete-lock', { scope: appIdentity, name: 'keep', notes: awkward }),
        stepOf('add-delete-lock', { scope: app, name: 'keep-group' }),
      ],
    },
    'standing machine': {
      vaultId,
      before: [identity(web, 'id-code-one'), machine(web, 'vm-code-standing', { identityIds: [one] })],
      steps: [
        identity(web, 'id-code-two'),
        stepOf('attach-identities', { machineId: standing, identityIds: [two] }),
        stepOf('detach-identities', { machineId: standing, identityIds: [one] }),
        stepOf('enable-system-assigned', { machineId: standing }),
        stepOf('tag-identity', { identityId: one, tags: { retired: 'yes' } }),
        role(standing, web),
        role(one, web),
        stepOf('restore-role', {
          principalId: restored,
          principalType: 'ServicePrincipal',
          assignmentGuid: '2b1f0a52-6a0c-4f3e-8a44-0c7c5b6a7e01',
          scope: web,
          roleGuid: monitoringReader,
        }),
        federated(one, 'github'),
        federated(one, 'gitlab'),
      ],
    },
    'two groups': {
      vaultId,
      before: [],
      steps: [
        identity(web, 'id-code-crossing'),
        identity(data, 'id-code-crossing'),
        role(crossing, data),
        role(other, web),
        role(other, crossing, monitoringReader),
        machine(data, 'vm-code-crossing', { system: true, identityIds: [crossing, other] }),
        role(machineId(data, 'vm-code-crossing'), crossing),
      ],
    },
    'machines with passwords': {
      vaultId,
      before: [],
      steps: [
        machine(web, 'vm-code-win', { image: 'windows-2022', sshPublicKey: '' }),
        machine(web, 'vm-code-win2', { image: 'windows-2016', sshPublicKey: '' }),
        machine(web, 'vm-code-lin', { signIn: 'password', sshPublicKey: '' }),
      ],
      secrets: {
        vm_code_win_adminPassword: 'Not-kept-anywhere-7',
        vm_code_win2_adminPassword: 'Not-kept-anywhere-8',
        vm_code_lin_adminPassword: 'Not-kept-anywhere-9',
      },
    },
  };
}
