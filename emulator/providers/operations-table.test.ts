import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadProviders } from '../registry.ts';

it('lists every operation in the README, with whether it is built', async () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const rows = new Set(
    [...readme.matchAll(/^\| (\w+) \| (\w+) .* \| (built|501) \|$/gm)].map((row) => row.slice(1).join(' ')),
  );
  const routes = (await loadProviders()).flatMap((provider) => provider.routes);
  const missing = routes
    .map((route) => `${route.operation} ${route.method} ${route.handle ? 'built' : '501'}`)
    .filter((row) => !rows.has(row));
  expect(missing).toEqual([]);
});

it('has one route for each method and path', async () => {
  const routes = (await loadProviders()).flatMap((provider) => provider.routes);
  const keys = routes.map(
    (route) => `${route.method} ${route.path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`,
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
