import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { required } from '../core/test-support.ts';
import type { Az } from './testing/az.ts';
import { type AzTenant, assignment, group, identity, named, startAzTenant } from './testing/az-tenant.ts';

let tenant: AzTenant;
let az: Az;
let scope: string;

beforeAll(async () => {
  tenant = await startAzTenant();
  ({ az, scope } = tenant);
  await tenant.asOwner();
  await az.text('group create -l westus -n', group);
  await az.text(`identity create -g ${group} -n id-journey`);
});
afterAll(() => tenant.close());

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

  it('assigns, finds, refuses doubles and removes', async () => {
    const made = await az.json(identity, `identity show -g ${group} -n id-journey`);
    const who = `--assignee-object-id ${made.principalId} --assignee-principal-type ServicePrincipal`;
    const assigned = await az.json(
      z.looseObject({ id: z.string() }),
      `role assignment create ${who} --role Reader --scope ${scope}`,
    );
    expect(
      await az.json(z.array(assignment), `role assignment list --assignee ${made.principalId} --all`),
    ).toMatchObject([{ id: assigned.id, principalName: made.clientId }]);
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

describe('the Activity Log', () => {
  const event = z.looseObject({
    caller: z.string(),
    correlationId: z.string(),
    operationName: z.looseObject({ value: z.string(), localizedValue: z.string() }),
    resourceId: z.string(),
    status: z.looseObject({ value: z.string() }),
  });

  it('shows who created an identity, by group, resource, correlation, caller and status', async () => {
    const { id } = await az.json(identity, `identity show -g ${group} -n id-journey`);
    const list = (options: string) => az.json(z.array(event), `monitor activity-log list ${options}`);
    const [ended, begun] = await list(`--resource-id ${id} --offset 1h`);
    expect(ended).toMatchObject({
      operationName: { value: 'Microsoft.ManagedIdentity/userAssignedIdentities/write' },
      status: { value: 'Succeeded' },
    });
    expect(begun?.status.value).toBe('Started');
    const { correlationId, caller } = required(ended);
    expect(await list(`--correlation-id ${correlationId}`)).toHaveLength(2);
    const narrowed = await list(`-g ${group} --caller ${caller} --status Succeeded --max-events 1000`);
    expect(new Set(narrowed.map(({ status }) => status.value))).toEqual(new Set(['Succeeded']));
    expect(narrowed.map(({ resourceId }) => resourceId.toLowerCase())).toContain(id.toLowerCase());
    const provider = '--namespace Microsoft.ManagedIdentity --start-time';
    const start = new Date(Date.now() - 600_000).toISOString().slice(0, 19);
    const selects = `${provider} ${start}Z --max-events 1 --select caller --query [].caller -o tsv`;
    expect(await az.text(`monitor activity-log list ${selects}`)).toBe(caller);
    expect(await az.text('monitor activity-log list-categories --query [].value -o tsv')).toContain(
      'Administrative',
    );
    expect(await az.refused('monitor activity-log list --start-time 2020-01-01T00:00:00Z')).toContain(
      'cannot be more than 90 days in the past',
    );
  });

  it('shows role assignments that were made and removed', async () => {
    const change = z.looseObject({
      action: z.string(),
      principalId: z.string(),
      roleName: z.string(),
      scope: z.string(),
      scopeType: z.string(),
    });
    const { principalId } = await az.json(identity, `identity show -g ${group} -n id-journey`);
    const changes = (await az.json(z.array(change), 'role assignment list-changelogs')).filter(
      (one) => one.principalId === principalId && one.roleName === 'Reader',
    );
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(['Granted', 'Revoked']));
    for (const { scope: at, scopeType } of changes) {
      expect(at.toLowerCase()).toBe(scope.toLowerCase());
      expect(scopeType).toBe('Resource group');
    }
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
    expect(await az.json(z.array(named), `deployment group list -g ${group}`)).toMatchObject([
      { name: 'first' },
    ]);
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

it('has made its share of the journey of sixty commands and more', () => {
  expect(az.commands).toBeGreaterThanOrEqual(20);
});
