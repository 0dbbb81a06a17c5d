import 'server-only';
import { z } from 'zod';
import { nameOf, resourceGroupNameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { declaredId } from '@/lib/changes/code/declared-id';
import { azCommand } from '@/lib/changes/code/step-code';
import { imageNames, images, signInWays, usesPassword } from '@/lib/model/machine-images';
import { passwordRules } from '@/lib/model/secret-rules';
import type { ImpactRow } from '@/lib/model/step';
import type { MachineState } from '@/lib/model/writer-states';
import { routes } from '@/lib/routes';
import { defineStep } from './define-step';
import { groupId, identityId, location, machineName, subnetId, systemIdentityId } from './fields';
import { identityRoles } from './machine-identity';
import {
  adminPassword,
  machineDeclarations,
  machineTemplate,
  newMachineId,
  subnetName,
} from './machine-template';
import { yes } from './menu';

/** https://learn.microsoft.com/rest/api/compute/virtual-machines/create-or-update#osprofile */
const reservedUsers = (
  'administrator admin user user1 test user2 test1 user3 admin1 1 123 a actuser adm admin2 aspnet backup console david ' +
  'guest john owner root server sql support support_388945a0 sys test2 test3 user4 user5'
).split(' ');

const schema = z
  .strictObject({
    groupId,
    name: machineName,
    location,
    size: z
      .string()
      .regex(/^(Standard|Basic)_[A-Za-z0-9_]{1,60}$/, 'Choose a size.')
      .default('Standard_B2s'),
    image: z.enum(imageNames).default('ubuntu-22.04'),
    /** learn.microsoft.com/azure/virtual-machines/linux/faq#what-are-the-username-requirements-when-creating-a-vm- */
    adminUser: z
      .string()
      .regex(
        /^[a-z][a-z0-9_-]{0,31}$/,
        'Small letters, digits, hyphens and underscores, beginning with a letter.',
      )
      .refine((name) => !reservedUsers.includes(name), 'Azure does not allow this name.')
      .default('azureuser'),
    signIn: z.enum(signInWays).default('ssh-key'),
    sshPublicKey: z
      .string()
      .max(8000)
      .regex(
        /^$|^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/=]{60,}( [^\r\n'\\]*)?$/,
        'A public key in OpenSSH form: ssh-rsa or ssh-ed25519. Never paste a private one.',
      )
      .default(''),
    system: z.boolean().default(false),
    identityIds: z.array(identityId).max(100).default([]),
    network: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('existing'), subnetId }),
        z.strictObject({
          kind: z.literal('new'),
          addressPrefix: z.cidrv4('An address range, e.g. 10.0.0.0/24.').default('10.0.0.0/24'),
        }),
      ])
      .default({ kind: 'new', addressPrefix: '10.0.0.0/24' }),
  })
  .superRefine((input, context) => {
    const { windows } = images[input.image];
    if (!usesPassword(input) && input.sshPublicKey === '')
      context.addIssue({
        code: 'custom',
        path: ['sshPublicKey'],
        message: 'Generate a key pair, or paste a public key.',
      });
    if (windows && input.name.length > 15)
      context.addIssue({ code: 'custom', path: ['name'], message: 'At most 15 characters for Windows.' });
    if (windows && input.adminUser.length > 20)
      context.addIssue({
        code: 'custom',
        path: ['adminUser'],
        message: 'At most 20 characters for Windows.',
      });
  });
export type CreateMachineInput = z.infer<typeof schema>;

function passwordKey(input: CreateMachineInput): string {
  return `${newMachineId(input)}/adminPassword`.toLowerCase();
}

interface State {
  readonly machine: MachineState | null;
  readonly group: boolean;
  readonly missing: readonly string[];
}

function isAsAsked({ system, identityIds }: CreateMachineInput, machine: MachineState): boolean {
  const all = identityIds.every((id) => machine.user.some((one) => sameId(one.id, id)));
  return all && machine.user.length === identityIds.length && (machine.system !== null) === system;
}

export const createMachine = defineStep<State>()({
  kind: 'create-machine',
  schema,
  title: ({ name }) => `Create virtual machine ${name}`,
  detail: ({ groupId: group, location: region, size, image, network }) =>
    `${resourceGroupNameOf(group)} · ${region} · ${size} · ${images[image].label} · ${network.kind === 'new' ? 'New virtual network' : subnetName(network.subnetId)} · No public IP`,
  menus: {
    estate: {
      label: 'Create',
      palette: 'Create virtual machine',
      group: 'identity',
      capability: () => yes,
      input: () => null,
      form: { href: routes.newMachine(), param: 'identity', page: '' },
    },
  },
  machine: newMachineId,
  target: newMachineId,
  secrets: (input) =>
    usesPassword(input)
      ? [
          {
            key: passwordKey(input),
            label: `Administrator password of ${input.name}`,
            ...passwordRules(images[input.image].windows),
          },
        ]
      : [],
  creates: (input) => [
    newMachineId(input),
    ...(input.system ? [systemIdentityId(newMachineId(input))] : []),
    ...machineDeclarations(input).map(({ id }) => id),
  ],
  roles: ({ system, identityIds }) => (system || identityIds.length > 0 ? identityRoles : ''),
  requires(input) {
    const { groupId: group, identityIds, network } = input;
    return [
      { action: 'Microsoft.Resources/deployments/write', scope: group },
      ...machineDeclarations(input).map(({ id }) => ({ action: `${declaredId(id).type}/write`, scope: id })),
      ...(network.kind === 'existing'
        ? [{ action: 'Microsoft.Network/virtualNetworks/subnets/join/action', scope: network.subnetId }]
        : []),
      ...identityIds.map((id) => ({
        action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
        scope: id,
      })),
    ];
  },
  async observe(input, azure) {
    const [machine, group, ...identities] = await Promise.all([
      azure.machine(newMachineId(input)),
      azure.resourceGroup(input.groupId),
      ...input.identityIds.map((id) => azure.identity(id)),
    ]);
    const missing = input.identityIds.filter((_, index) => identities[index] === null);
    return { machine, group: group !== null, missing };
  },
  isDone: (input, { machine }) => machine !== null && isAsAsked(input, machine),
  blocker(input, { machine, group, missing }, planned) {
    if (machine !== null && !isAsAsked(input, machine))
      return `${input.name} exists already in ${resourceGroupNameOf(input.groupId)}. Assign the identity to it instead of creating it.`;
    if (!group && !planned.has(input.groupId.toLowerCase()))
      return `The resource group ${resourceGroupNameOf(input.groupId)} does not exist.`;
    const gone = missing.filter((id) => !planned.has(id.toLowerCase()));
    return gone.length > 0 ? `${gone.map(nameOf).join(', ')} does not exist.` : null;
  },
  impact(input, { machine }) {
    if (machine !== null) return [];
    const rows: ImpactRow[] = [
      {
        what: input.name,
        before: 'Doesn’t exist',
        after: 'Running (billed)',
        note: '',
        tone: 'neutral',
      },
    ];
    const own = input.system
      ? 'system: its own'
      : input.identityIds.length === 1
        ? `user: ${nameOf(input.identityIds[0] ?? '')}`
        : input.identityIds.length === 0
          ? 'none'
          : 'an error: code must name one';
    rows.push({
      what: `${input.name}, default identity for code that names none`,
      before: '—',
      after: own,
      note: '',
      tone: 'neutral',
    });
    return rows;
  },
  async previewChanges(input, { machine, group }, azure) {
    if (machine !== null || !group) return [];
    // What-if looks at the template only; the real password is not known yet and not needed.
    const placeholder: Record<string, string> = usesPassword(input)
      ? { adminPassword: 'Placeholder-1234' }
      : {};
    const lines = await azure.whatIf(input.groupId, machineTemplate(input), placeholder);
    return lines
      .filter((line) => !line.startsWith('Ignore '))
      .map((line) => {
        const [change = '', id = ''] = line.split(' ');
        return {
          what: `${nameOf(id)} (${nameOf(declaredId(id).type)})`,
          before: change === 'Create' ? 'does not exist' : '—',
          after: change.toLowerCase(),
          note: 'Azure’s own what-if.',
          tone: change === 'Delete' ? ('lost' as const) : ('neutral' as const),
        };
      });
  },
  async run(input, _state, azure, { report, secrets, operationId }) {
    const name = `keyless-${operationId}-${input.name}`.slice(0, 64);
    const withPassword = usesPassword(input);
    const password = secrets[passwordKey(input)];
    if (withPassword && password === undefined)
      throw new Error('The password is no longer available. Start again.');
    await azure.deploy(
      input.groupId,
      name,
      machineTemplate(input),
      withPassword && password !== undefined ? { adminPassword: password } : {},
      report,
    );
  },
  undo: (input, { machine }) =>
    machine !== null
      ? { possible: true, steps: [], note: 'Already existed.' }
      : {
          possible: true,
          steps: [{ kind: 'delete-machine', input: { machineId: newMachineId(input) } }],
          note: input.network.kind === 'new' ? `The virtual network ${input.name}-vnet isn’t deleted.` : '',
        },
  code: (input) => {
    const {
      groupId: group,
      name,
      location: region,
      size,
      image,
      adminUser,
      sshPublicKey,
      system,
      identityIds,
      network,
    } = input;
    const { publisher, offer, sku, version } = images[image].reference;
    const assigned = [...(system ? ['[system]'] : []), ...identityIds];
    return {
      az: [
        azCommand(
          'vm',
          'create',
          '--subscription',
          subscriptionIdOf(group),
          '--resource-group',
          resourceGroupNameOf(group),
          '--name',
          name,
          '--location',
          region,
          '--size',
          size,
          '--image',
          `${publisher}:${offer}:${sku}:${version}`,
          '--admin-username',
          adminUser,
          ...(usesPassword(input)
            ? [
                ...(images[image].windows ? [] : ['--authentication-type', 'password']),
                '--admin-password',
                adminPassword(input),
              ]
            : ['--ssh-key-values', sshPublicKey]),
          ...(assigned.length > 0 ? ['--assign-identity', ...assigned] : []),
          ...(network.kind === 'existing' ? ['--subnet', network.subnetId] : []),
          '--public-ip-address',
          '',
        ),
      ],
      declares: machineDeclarations(input),
    };
  },
});
