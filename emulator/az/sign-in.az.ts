import { ComputeManagementClient } from '@azure/arm-compute';
import { AzureCliCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { required } from '../core/test-support.ts';
import type { Emulator } from '../create-emulator.ts';
import type { Az } from './testing/az.ts';
import { type AzTenant, group, identity, named, startAzTenant } from './testing/az-tenant.ts';

const account = z.looseObject({
  user: z.looseObject({ name: z.string(), type: z.string() }),
  tenantId: z.string(),
});

let tenant: AzTenant;
let emulator: Emulator;
let az: Az;

beforeAll(async () => {
  tenant = await startAzTenant();
  ({ emulator, az } = tenant);
});
afterAll(() => tenant.close());

describe('az signs in', () => {
  it('to a cloud of its own, with a secret', async () => {
    await tenant.asOwner();
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

describe('the Azure SDK', () => {
  it('takes the token of az and lists machines with it', async () => {
    await tenant.asOwner();
    for (const [name, value] of Object.entries(az.environment)) vi.stubEnv(name, value);
    const { resourceManager, subscriptions } = emulator.endpoints;
    const scopes = ['https://management.azure.com/.default'];
    const options = { endpoint: resourceManager, credentials: { scopes } };
    const credential = new AzureCliCredential();
    const compute = new ComputeManagementClient(credential, required(subscriptions[0]), options);
    expect((await compute.virtualMachines.listAll().next()).value?.name).toBeTypeOf('string');
    vi.unstubAllEnvs();
  });
});

describe('groups and identities', () => {
  it('creates, shows, tags and lists groups', async () => {
    await tenant.asOwner();
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
    await tenant.asOwner();
    await az.text(`identity federated-credential delete -n other ${base} --yes`);
    expect((await az.run(login)).stderr).toContain('AADSTS7002');
    await tenant.asOwner();
  });
});

it('has made its share of the journey of sixty commands and more', () => {
  expect(az.commands).toBeGreaterThanOrEqual(20);
});
