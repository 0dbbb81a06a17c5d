import tls from 'node:tls';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { required } from '../core/test-support.ts';
import { createEmulator, type Emulator } from '../create-emulator.ts';
import { Az } from './az.ts';

const named = z.looseObject({ id: z.string(), name: z.string() });
const identity = named.extend({ principalId: z.string(), clientId: z.string() });
const vmIdentity = z.looseObject({
  type: z.string(),
  principalId: z.string().nullable(),
  userAssignedIdentities: z.record(z.string(), z.unknown()).nullable(),
});
const account = z.looseObject({
  user: z.looseObject({ name: z.string(), type: z.string() }),
  tenantId: z.string(),
});
const assignment = z.looseObject({ id: z.string(), principalId: z.string(), roleDefinitionName: z.string() });
const message = z.looseObject({ value: z.array(z.looseObject({ message: z.string() })) });

const group = 'rg-journey';
const password = 'myPassword12';
const signIn = [
  '--admin-username',
  'azureuser',
  '--admin-password',
  password,
  '--authentication-type',
  'password',
];
let emulator: Emulator;
let az: Az;
let scope: string;

beforeAll(async () => {
  const recordFile = process.env.KEYLESS_RECORD;
  emulator = await createEmulator({ scenario: 'contoso', ...(recordFile ? { recordFile } : {}) });
  tls.setDefaultCACertificates([...tls.getCACertificates(), emulator.caPem]);
  az = await Az.create(emulator.endpoints);
  const subscriptionId = required(emulator.endpoints.subscriptions[0]);
  scope = `/subscriptions/${subscriptionId}/resourceGroups/${group}`;
});
afterAll(async () => {
  await az.close();
  await emulator.close();
});

/** Signs in as the application that owns the estate. */
async function asOwner(): Promise<void> {
  const { clientId, secret } = required(emulator.endpoints.servicePrincipals[0]);
  await az.text(
    'login --service-principal',
    '-u',
    clientId,
    '-p',
    secret,
    '--tenant',
    emulator.endpoints.tenantId,
  );
  await az.text('account set', '-s', required(emulator.endpoints.subscriptions[0]));
}

describe('az signs in', () => {
  it('to a cloud of its own, with a secret', async () => {
    await az.text('cloud register -n Keyless --cloud-config', `@${emulator.endpoints.azCloudConfig}`);
    await az.text('cloud set -n Keyless');
    await asOwner();
    const { clientId, tenantId } = {
      ...required(emulator.endpoints.servicePrincipals[0]),
      ...emulator.endpoints,
    };
    expect(await az.json(account, 'account show')).toMatchObject({
      tenantId,
      user: { name: clientId, type: 'servicePrincipal' },
    });
    expect((await az.json(z.array(z.unknown()), 'account list')).length).toBeGreaterThan(1);
    const token = z.looseObject({ accessToken: z.string(), tenant: z.string() });
    expect((await az.json(token, 'account get-access-token')).tenant).toBe(tenantId);
  });

  it('not with a wrong secret', async () => {
    const { clientId } = required(emulator.endpoints.servicePrincipals[0]);
    const said = await az.refused(
      'login --service-principal -p wrong',
      '-u',
      clientId,
      '--tenant',
      emulator.endpoints.tenantId,
    );
    expect(said).toContain('AADSTS7000215');
  });

  it('with a certificate', async () => {
    const { clientId, certificateFile } = required(emulator.endpoints.servicePrincipals[0]);
    await az.text(
      'login --service-principal',
      '-u',
      clientId,
      '-p',
      certificateFile,
      '--tenant',
      emulator.endpoints.tenantId,
    );
    expect(await az.text('group list --query [].name -o tsv')).toContain('rg-web');
  });

  it('with name and password', async () => {
    const person = required(emulator.endpoints.people[0]);
    await az.text('login', '-u', person.upn, '-p', person.password, '--tenant', emulator.endpoints.tenantId);
    const me = z.looseObject({ userPrincipalName: z.string() });
    expect((await az.json(me, 'ad signed-in-user show')).userPrincipalName).toBe(person.upn);
  });
});

describe('groups and identities', () => {
  it('creates, shows, tags and lists groups', async () => {
    await asOwner();
    await az.text('group create -l westus -n', group);
    expect(await az.text('group exists -n', group)).toBe('true');
    expect(await az.text('group exists -n rg-none')).toBe('false');
    expect(await az.json(named, 'group show -n', group)).toMatchObject({ location: 'westus' });
    await az.text('group update --set tags.team=ops -n', group);
    expect(await az.text('group list --tag team=ops --query [].name -o tsv')).toBe(group);
    expect(await az.refused('group show -n rg-none')).toContain('ResourceGroupNotFound');
  });

  it('creates, lists and shows identities', async () => {
    const made = await az.json(identity, `identity create -g ${group} -n id-journey --tags use=test`);
    expect(await az.json(identity, `identity show -g ${group} -n id-journey`)).toMatchObject({
      principalId: made.principalId,
      tags: { use: 'test' },
    });
    expect(await az.json(z.array(identity), 'identity list -g', group)).toHaveLength(1);
    expect((await az.json(z.array(identity), 'identity list')).length).toBeGreaterThan(10);
    expect(
      await az.json(z.array(z.looseObject({ name: z.string() })), 'identity list-operations'),
    ).not.toHaveLength(0);
    expect(await az.refused(`identity show -g ${group} -n id-none`)).toContain('ResourceNotFound');
    const principal = z.looseObject({ id: z.string(), servicePrincipalType: z.string() });
    expect(await az.json(principal, 'ad sp show --id', made.clientId)).toMatchObject({
      id: made.principalId,
      servicePrincipalType: 'ManagedIdentity',
    });
    expect(await az.text('ad sp list --display-name id-journey --query [].id -o tsv')).toBe(made.principalId);
  });

  it('trusts a federated credential, signs in with its token, and no longer when it is gone', async () => {
    const base = `--identity-name id-journey -g ${group}`;
    const { authority, tenantId, servicePrincipals } = emulator.endpoints;
    const workload = required(servicePrincipals[1]);
    const sign = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: workload.clientId,
        client_secret: workload.secret,
        scope: 'api://AzureADTokenExchange/.default',
      }),
    });
    const { access_token: assertion } = z.object({ access_token: z.string() }).parse(await sign.json());
    const { iss: issuer, sub: subject } = decodeJwt(assertion);
    await az.text(
      `identity federated-credential create -n other ${base} --issuer https://token.actions.githubusercontent.com --subject repo:contoso/app:environment:prod --audiences api://AzureADTokenExchange`,
    );
    expect(await az.json(z.array(named), `identity federated-credential list ${base}`)).toHaveLength(1);
    await az.text(
      `identity federated-credential update -n other ${base} --issuer ${issuer} --subject ${subject} --audiences api://AzureADTokenExchange`,
    );
    expect(await az.json(named, `identity federated-credential show -n other ${base}`)).toMatchObject({
      subject: workload.objectId,
    });
    const made = await az.json(identity, `identity show -g ${group} -n id-journey`);
    const login = [
      'login',
      '--service-principal',
      '-u',
      made.clientId,
      '--federated-token',
      assertion,
      '--tenant',
      tenantId,
      '--allow-no-subscriptions',
    ];
    expect(await az.run(login)).toMatchObject({ code: 0 });
    await asOwner();
    await az.text(`identity federated-credential delete -n other ${base} --yes`);
    expect((await az.run(login)).stderr).toContain('AADSTS7002');
    await asOwner();
  });
});

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
    const grants = await az.json(z.array(assignment), `role assignment list --scope ${scope}`);
    expect(grants.find((grant) => grant.principalId === principalId)?.roleDefinitionName).toBe('Contributor');
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
    await asOwner();
  });
});

describe('roles', () => {
  it('lists, creates, changes and deletes definitions', async () => {
    expect(await az.text('role definition list --name Reader --query [0].roleName -o tsv')).toBe('Reader');
    const role = {
      Name: 'Machine Restarter',
      Description: 'Restarts',
      Actions: ['Microsoft.Compute/virtualMachines/restart/action'],
      AssignableScopes: [scope],
    };
    await az.text('role definition create --role-definition', JSON.stringify(role));
    expect(
      await az.json(z.array(z.unknown()), 'role definition list --custom-role-only --scope', scope),
    ).not.toHaveLength(0);
    await az.text(
      'role definition update --role-definition',
      JSON.stringify({ ...role, Description: 'Restarts machines' }),
    );
    await az.text('role definition delete --name', 'Machine Restarter');
  });

  it('grants, finds, refuses doubles and takes back', async () => {
    const made = await az.json(identity, `identity show -g ${group} -n id-journey`);
    const who = `--assignee-object-id ${made.principalId} --assignee-principal-type ServicePrincipal`;
    const grant = await az.json(
      z.looseObject({ id: z.string() }),
      `role assignment create ${who} --role Reader --scope ${scope}`,
    );
    expect(
      await az.json(z.array(assignment), `role assignment list --assignee ${made.principalId} --all`),
    ).toMatchObject([{ id: grant.id, principalName: made.clientId }]);
    await az.text(
      `role assignment create --assignee ${made.clientId} --role`,
      'Storage Blob Data Reader',
      '--scope',
      scope,
    );
    expect(
      (await az.json(z.array(assignment), `role assignment list -g ${group} --include-inherited`)).length,
    ).toBeGreaterThan(2);
    await az.text(`role assignment delete --assignee ${made.principalId} --role Reader --scope ${scope}`);
    await az.text(`role assignment delete --assignee ${made.principalId} --scope ${scope}`);
    expect(
      await az.json(z.array(assignment), `role assignment list --assignee ${made.principalId} --all`),
    ).toEqual([]);
    expect(await az.refused(`role assignment create ${who} --role Nonsense --scope ${scope}`)).toContain(
      "Role 'Nonsense' doesn't exist",
    );
  });
});

describe('deployments and raw requests', () => {
  const resources = [
    {
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: '2023-01-31',
      name: "[parameters('name')]",
      location: '[resourceGroup().location]',
    },
  ];
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { name: { type: 'string' } },
    resources,
  };

  it('validates, foresees, deploys, lists and deletes', async () => {
    const file = await az.file('template.json', JSON.stringify(template));
    const what = `-g ${group} --template-file ${file} --parameters name=id-deployed`;
    await az.text(`deployment group validate ${what}`);
    const foreseen = z.looseObject({
      changes: z.array(z.looseObject({ changeType: z.string(), resourceId: z.string() })),
    });
    const { changes } = await az.json(foreseen, `deployment group what-if ${what} --no-pretty-print`);
    expect(changes.find(({ changeType }) => changeType === 'Create')?.resourceId).toContain('id-deployed');
    await az.text(`deployment group create -n first ${what}`);
    expect(await az.json(named, `deployment group show -g ${group} -n first`)).toMatchObject({
      properties: { provisioningState: 'Succeeded' },
    });
    expect((await az.json(z.array(named), `deployment group list -g ${group}`)).length).toBeGreaterThan(3);
    expect(
      await az.json(z.array(z.unknown()), `deployment operation group list -g ${group} -n first`),
    ).toHaveLength(1);
    await az.text(`deployment group delete -g ${group} -n first`);
    await az.text(`identity delete -g ${group} -n id-deployed`);
  });

  it('at a subscription', async () => {
    const sub = {
      ...template,
      resources: [
        {
          type: 'Microsoft.Resources/resourceGroups',
          apiVersion: '2021-04-01',
          name: "[parameters('name')]",
          location: 'westus',
        },
      ],
    };
    const file = await az.file('subscription.json', JSON.stringify(sub));
    await az.text(
      `deployment sub create -l westus -n groups --template-file ${file} --parameters name=rg-deployed`,
    );
    expect(await az.text('group exists -n rg-deployed')).toBe('true');
    await az.text('group delete -n rg-deployed --yes');
  });

  it('by az rest, provider and feature commands', async () => {
    const page = z.looseObject({ value: z.array(named) });
    expect(
      (
        await az.json(
          page,
          'rest --method get --uri',
          `${scope}/providers/Microsoft.ManagedIdentity/userAssignedIdentities?api-version=2023-01-31`,
        )
      ).value,
    ).toHaveLength(1);
    expect(await az.text('provider show -n Microsoft.Compute --query registrationState -o tsv')).toBe(
      'Registered',
    );
    await az.text('provider register -n Microsoft.ManagedIdentity');
    expect(await az.refused('rest --method get --uri /subscriptions?api-version=never')).toContain(
      'InvalidApiVersionParameter',
    );
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

  it('took at least 60 commands', () => {
    expect(az.commands).toBeGreaterThanOrEqual(60);
  });
});
