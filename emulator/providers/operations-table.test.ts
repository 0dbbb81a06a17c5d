import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { providers } from './registry.ts';

interface Row {
  readonly operation: string;
  readonly method: string;
  readonly status: string;
  readonly witness: string;
}

function rowsOf(readme: string): Row[] {
  const pattern = /^\| (\w+) \| (\w+) .* \| (faithful|partial|not) \| *(.*?) *\|$/gm;
  return [...readme.matchAll(pattern)].map(([, operation = '', method = '', status = '', witness = '']) => ({
    operation,
    method,
    status,
    witness,
  }));
}

/** What is wrong with a claim; undefined when its witness is there and uses the client it is named with. */
function problemOf({ operation, status, witness }: Row): string | undefined {
  if (status === 'not') return witness === '' ? undefined : `${operation} claims a witness for nothing`;
  if (status === 'partial' && witness === '') return undefined;
  const [clients = '', file = ''] = witness.split(' · ');
  const url = new URL(`../${file}`, import.meta.url);
  if (!/\.(test|az)\.ts$/.test(file) || !existsSync(url)) return `${operation} has no witness at ${file}`;
  if (status === 'partial') return undefined;
  const text = readFileSync(url, 'utf8');
  const [client = ''] = clients.split(', ');
  const used =
    client === 'az'
      ? text.includes('./testing/az')
      : text.includes(`@azure/${client}`) || text.includes('sdk-test-support');
  return used ? undefined : `${operation}: ${file} does not use ${client}`;
}

it('lists every operation in the README, with what it is worth', async () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const rows = rowsOf(readme);
  const listed = new Set(
    rows.map(({ operation, method, status }) => `${operation} ${method} ${status === 'not' ? 'no' : 'yes'}`),
  );
  const routes = providers.flatMap((provider) => provider.routes);
  const missing = routes
    .map((route) => `${route.operation} ${route.method} ${route.handle ? 'yes' : 'no'}`)
    .filter((row) => !listed.has(row));
  expect(missing).toEqual([]);
  expect(rows.map(problemOf).filter((problem) => problem !== undefined)).toEqual([]);
});

it('refuses a claim without a witness', () => {
  const claim = (witness: string, status = 'faithful') =>
    problemOf({ operation: 'Things_List', method: 'GET', status, witness });
  expect(claim('')).toContain('no witness');
  expect(claim('arm-msi · providers/nowhere.test.ts')).toContain('no witness');
  expect(claim('az · core/journal.test.ts')).toContain('does not use az');
  expect(claim('arm-msi · providers/managed-identity/managed-identity.test.ts')).toBeUndefined();
  expect(claim('arm-msi · core/journal.test.ts', 'not')).toContain('for nothing');
});

it('has one route for each method and path', async () => {
  const routes = providers.flatMap((provider) => provider.routes);
  const keys = routes.map(
    (route) => `${route.method} ${route.path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`,
  );
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
