import { expect, it } from 'vitest';
import { identityServices, serviceOfType, servicesWith } from './identity-services';

it('lists every service once, with a page of Microsoft', () => {
  expect(identityServices.length).toBeGreaterThanOrEqual(60);
  expect(new Set(identityServices.map(({ name }) => name)).size).toBe(identityServices.length);
  for (const { source, types } of identityServices) {
    expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\/(azure|entra|purview)\//);
    for (const type of types) expect(type).toMatch(/^Microsoft\.\w+(\/\w+)+$/);
  }
  const types = identityServices.flatMap((service) => service.types);
  expect(new Set(types).size).toBe(types.length);
});

it.each([
  ['microsoft.web/SITES', 'App Service and Azure Functions', 'app'],
  ['Microsoft.HybridCompute/machines', 'Arc-enabled servers', 'arc'],
  ['Microsoft.Compute/virtualMachines', 'Virtual machines', 'imds'],
])('%s belongs to %s, whose tokens come from %s', (type, name, endpoint) => {
  expect(serviceOfType(type)).toMatchObject({ name, endpoint });
});

it('knows nothing of types without identity', () => {
  expect(serviceOfType('Microsoft.Network/virtualNetworks')).toBeUndefined();
});

it.each([
  ['', identityServices.length],
  ['web pubsub', 1],
  ['no such service', 0],
])('"%s" finds %i', (text, count) => {
  expect(servicesWith(text)).toHaveLength(count);
});
