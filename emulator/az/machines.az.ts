import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Emulator } from '../create-emulator.ts';
import type { Az } from './testing/az.ts';
import { type AzTenant, assignment, group, named, startAzTenant } from './testing/az-tenant.ts';

const vmIdentity = z.looseObject({
  type: z.string(),
  principalId: z.string().nullable(),
  userAssignedIdentities: z.record(z.string(), z.unknown()).nullable(),
});
const message = z.looseObject({ value: z.array(z.looseObject({ message: z.string() })) });
const password = 'myPassword12';
const signIn = [
  '--admin-username',
  'azureuser',
  '--admin-password',
  password,
  '--authentication-type',
  'password',
];

let tenant: AzTenant;
let emulator: Emulator;
let az: Az;
let scope: string;

beforeAll(async () => {
  tenant = await startAzTenant();
  ({ emulator, az, scope } = tenant);
  await tenant.asOwner();
  await az.text('group create -l westus -n', group);
  await az.text(`identity create -g ${group} -n id-journey`);
});
afterAll(() => tenant.close());

describe('machines', () => {
  it('creates one with a system-assigned identity and a role', async () => {
    const words = `vm create -g ${group} -n vm-system --image win2016datacenter --assign-identity --role contributor`;
    const made = await az.json(
      z.looseObject({ id: z.string(), powerState: z.string() }),
      words,
      '--scope',
      scope,
      ...signIn.slice(0, 4),
    );
    expect(made).toMatchObject({ powerState: 'VM running', identity: { role: 'contributor', scope } });
    const { principalId } = await az.json(vmIdentity, `vm identity show -g ${group} -n vm-system`);
    const assigned = await az.json(z.array(assignment), `role assignment list --scope ${scope}`);
    expect(assigned.find((one) => one.principalId === principalId)?.roleDefinitionName).toBe('Contributor');
  });

  it('creates one with a user-assigned identity and an SSH key, and two with both kinds', async () => {
    await az.text(
      `vm create -g ${group} -n vm-user --image Ubuntu2204 --admin-username azureuser --generate-ssh-keys --assign-identity id-journey`,
    );
    expect(await az.json(vmIdentity, `vm identity show -g ${group} -n vm-user`)).toMatchObject({
      type: 'UserAssigned',
    });
    await az.text(
      `vm create -g ${group} -n vm-both --count 2 --image Ubuntu2204 --assign-identity [system] id-journey`,
      ...signIn,
    );
    for (const name of ['vm-both0', 'vm-both1']) {
      expect((await az.json(vmIdentity, `vm identity show -g ${group} -n ${name}`)).type).toBe(
        'SystemAssigned, UserAssigned',
      );
    }
  });

  it('refuses what Azure and az refuse', async () => {
    const words = `vm create -g ${group} -n vm-none --image Ubuntu2204`;
    expect(await az.refused(`${words} --assign-identity id-none`, ...signIn)).toContain(
      'FailedIdentityOperation',
    );
    expect(
      await az.refused(`${words} --assign-identity id-journey --role reader --scope ${scope}`, ...signIn),
    ).toContain('only applicable when assign system identity');
    expect(await az.refused(`vm show -g ${group} -n vm-none`)).toContain('ResourceNotFound');
  });

  it('changes identities, and keeps what it was not asked to change', async () => {
    await az.text(`vm create -g ${group} -n vm-plain --image Ubuntu2204`, ...signIn);
    const type = async (): Promise<string> =>
      await az.text(`vm identity show -g ${group} -n vm-plain --query type -o tsv`);
    await az.text(`vm identity assign -g ${group} -n vm-plain`);
    expect(await type()).toBe('SystemAssigned');
    await az.text(`vm identity assign -g ${group} -n vm-plain --identities id-journey`);
    expect(await type()).toBe('SystemAssigned, UserAssigned');
    await az.text(`vm identity remove -g ${group} -n vm-plain`);
    expect(await type()).toBe('UserAssigned');
    await az.text(
      `vm identity assign -g ${group} -n vm-plain --identities [system] --role Reader --scope ${scope}`,
    );
    await az.text(`vm identity remove -g ${group} -n vm-plain --identities id-journey`);
    expect(await type()).toBe('SystemAssigned');
  });

  it('lists, stops, starts and updates them', async () => {
    expect(await az.json(z.array(named), `vm list -g ${group}`)).toHaveLength(5);
    const detailed = z.looseObject({ powerState: z.string(), privateIps: z.string() });
    expect(await az.json(detailed, `vm show -d -g ${group} -n vm-plain`)).toMatchObject({
      powerState: 'VM running',
    });
    await az.text(`vm deallocate -g ${group} -n vm-plain`);
    expect(
      await az.text(`vm list -d -g ${group} --query`, "[?name=='vm-plain'].powerState", '-o', 'tsv'),
    ).toBe('VM deallocated');
    await az.text(`vm start -g ${group} -n vm-plain`);
    await az.text(`vm update -g ${group} -n vm-plain --set tags.owner=ops`);
    expect(await az.json(named, `vm get-instance-view -g ${group} -n vm-plain`)).toMatchObject({
      tags: { owner: 'ops' },
    });
    expect(
      await az.json(
        z.array(named),
        `resource list -g ${group} --resource-type Microsoft.Compute/virtualMachines`,
      ),
    ).toHaveLength(5);
    expect(
      await az.json(
        named,
        `resource show --ids ${scope}/providers/Microsoft.Compute/virtualMachines/vm-plain`,
      ),
    ).toMatchObject({ name: 'vm-plain' });
  });
});

describe('code on a machine', () => {
  it('gets a token from IMDS inside a run command', async () => {
    const script =
      'curl -s -H Metadata:true "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/" | jq -r .token_type';
    const { value } = await az.json(
      message,
      `vm run-command invoke -g ${group} -n vm-plain --command-id RunShellScript --scripts`,
      script,
    );
    expect(value[0]?.message).toContain('[stdout]\nBearer\n');
  });

  it.each(['MSI_ENDPOINT', 'http_proxy'])('signs in to az as the machine by %s', async (how) => {
    const machine = `${scope}/providers/Microsoft.Compute/virtualMachines/vm-plain`;
    const imds = new URL(emulator.endpoints.imds);
    imds.username = encodeURIComponent(machine);
    // Python's requests sends no credentials without a password.
    imds.password = 'any';
    const env: Record<string, string> =
      how === 'MSI_ENDPOINT'
        ? { MSI_ENDPOINT: `${emulator.endpoints.imds}${machine}/MSI/token` }
        : { http_proxy: imds.href };
    expect(await az.run(['login', '--identity', '--allow-no-subscriptions'], env)).toMatchObject({ code: 0 });
    const listed = await az.run(['vm', 'list', '-g', group, '--query', '[].name', '-o', 'tsv'], env);
    expect(listed.stdout.split('\n')).toContain('vm-plain');
    await tenant.asOwner();
  });
});

describe('the end of it all', () => {
  it('a system-assigned principal goes with its machine, a user-assigned identity stays', async () => {
    const { principalId } = await az.json(vmIdentity, `vm identity show -g ${group} -n vm-system`);
    await az.text(`vm delete -g ${group} -n vm-system --yes`);
    await az.text(`vm delete -g ${group} -n vm-user --yes`);
    expect(await az.refused('ad sp show --id', principalId ?? '')).toContain('does not exist');
    expect(await az.text(`identity show -g ${group} -n id-journey --query name -o tsv`)).toBe('id-journey');
    await az.text(`identity delete -g ${group} -n id-journey`);
    await az.text('group delete --yes -n', group);
    await az.text('logout');
  });
});

it('has made its share of the journey of sixty commands and more', () => {
  expect(az.commands).toBeGreaterThanOrEqual(20);
});
