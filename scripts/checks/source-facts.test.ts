import { expect, test } from 'vitest';
import { readFacts } from './source-facts.ts';

test('finds every way to import, and which of them are gone at run time', () => {
  const { imports } = readFacts(
    'a.ts',
    [
      "import 'server-only';",
      "import type { A } from './types';",
      "import { type B } from './more-types';",
      "import { type C, d } from './mixed';",
      "export { e } from './again';",
      "export * from './all';",
      "const f = await import('./late');",
      "// import './comment';",
      'const text = "import \'./string\'";',
    ].join('\n'),
  );
  expect(imports).toEqual([
    { specifier: 'server-only', typeOnly: false, line: 1 },
    { specifier: './types', typeOnly: true, line: 2 },
    { specifier: './more-types', typeOnly: true, line: 3 },
    { specifier: './mixed', typeOnly: false, line: 4 },
    { specifier: './again', typeOnly: false, line: 5 },
    { specifier: './all', typeOnly: false, line: 6 },
    { specifier: './late', typeOnly: false, line: 7 },
  ]);
});

test('finds casts and any in syntax, not in words', () => {
  const facts = readFacts(
    'a.tsx',
    'const a = { b: 1 } as const;\nconst c = d as string;\nconst e = <p>as of any time</p>;\nlet f: any;',
  );
  expect(facts.casts).toEqual([{ text: 'd as string', line: 2 }]);
  expect(facts.anys).toEqual([{ text: 'any', line: 4 }]);
});

test('names the file that does not parse', () => {
  expect(() => readFacts('broken.ts', 'const = 1')).toThrow(/broken\.ts does not parse/);
});
