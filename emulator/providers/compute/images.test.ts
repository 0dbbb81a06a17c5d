import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

const ubuntu = ['West Europe', 'canonical', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2'] as const;

it('lists versions of an image, newest first and as many as asked for', async () => {
  const images = tenant.owner.compute.virtualMachineImages;
  const all = await images.list(...ubuntu);
  expect(all.map(({ name }) => name)).toEqual(['1.0.20250301', '1.0.20250401']);
  const newest = await images.list(...ubuntu, { top: 1, orderby: 'name desc' });
  expect(newest.map(({ name }) => name)).toEqual(['1.0.20250401']);
});

it('tells operating system and generation of one version', async () => {
  const image = await tenant.owner.compute.virtualMachineImages.get(...ubuntu, 'latest');
  expect(image).toMatchObject({
    name: '1.0.20250401',
    hyperVGeneration: 'V2',
    osDiskImage: { operatingSystem: 'Linux' },
  });
});

it('refuses an image it does not know', async () => {
  const unknown = tenant.owner.compute.virtualMachineImages.list(
    'westeurope',
    'Canonical',
    'UbuntuServer',
    '2.04',
  );
  expect(await refusal(unknown)).toMatchObject({ status: 404, code: 'NotFound' });
});

it('knows every image that az has a short name for', async () => {
  const document: unknown = await (
    await fetch(`${tenant.emulator.endpoints.resourceManager}/aliases.json`)
  ).json();
  expect(document).toMatchObject({
    outputs: {
      aliases: {
        value: {
          Linux: { Ubuntu2204: { publisher: 'Canonical', sku: '22_04-lts-gen2', version: 'latest' } },
          Windows: { Win2022Datacenter: { offer: 'WindowsServer' } },
        },
      },
    },
  });
});
