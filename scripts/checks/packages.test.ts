import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { generated, projectFiles, root } from './files.ts';
import {
  allDependencies,
  floors,
  floorViolations,
  lockSchema,
  lockViolations,
  manifestSchema,
  pinViolations,
  unusedDependencies,
} from './packages.ts';
import { treeViolations } from './tree.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const manifest = manifestSchema.parse(read('package.json'));
const lock = lockSchema.parse(read('package-lock.json'));
const versionSchema = z.object({ version: z.string() });

describe('versions', () => {
  test('every dependency is pinned to one version', () => {
    expect(pinViolations(manifest)).toEqual([]);
    expect(pinViolations({ ...manifest, dependencies: { a: '^1.2.3' } })).toEqual([
      'a: "^1.2.3" is not an exact version',
    ]);
  });

  test('locked and installed Next and React have the fix for CVE-2026-126187', () => {
    const names = Object.keys(floors);
    const locked = Object.fromEntries(
      names.map((name) => [name, lock.packages[`node_modules/${name}`]?.version]),
    );
    const installed = Object.fromEntries(
      names.map((name) => [name, versionSchema.parse(read(`node_modules/${name}/package.json`)).version]),
    );
    expect(floorViolations(locked)).toEqual([]);
    expect(floorViolations(installed)).toEqual([]);
  });

  test('a version below its floor is found', () => {
    const fixed = { next: '16.10.0', react: '19.3.1', 'react-dom': '20.0.0' };
    expect(floorViolations(fixed)).toEqual([]);
    expect(floorViolations({ ...fixed, next: '16.4.1-canary.2' })).toHaveLength(1);
    expect(floorViolations({ ...fixed, react: '19.2.9' })).toHaveLength(1);
    expect(floorViolations({ next: fixed.next })).toHaveLength(2);
  });
});

describe('the lockfile', () => {
  test('locks every optional package it names', () => {
    expect(lockViolations(lock)).toEqual([]);
  });

  test('a platform package that was left out is found, wherever it may stand', () => {
    const entry = { optional: false, optionalDependencies: { '@next/swc-linux-x64': '1.0.0' } };
    const leaf = { optional: true, optionalDependencies: {} };
    expect(lockViolations({ packages: { 'node_modules/next': entry } })).toHaveLength(1);
    expect(
      lockViolations({
        packages: { 'node_modules/a/node_modules/next': entry, 'node_modules/@next/swc-linux-x64': leaf },
      }),
    ).toEqual([]);
    expect(
      lockViolations({
        packages: { 'node_modules/next': entry, 'node_modules/next/node_modules/@next/swc-linux-x64': leaf },
      }),
    ).toEqual([]);
  });
});

describe('the tree', () => {
  test('has at its top what docs/architecture.md shows and nothing else', () => {
    const made = (name: string) =>
      generated.has(name) || name === 'next-env.d.ts' || name.endsWith('.tsbuildinfo');
    const top = readdirSync(root).filter((name) => !made(name));
    expect(treeViolations(top)).toEqual([]);
    expect(treeViolations([...top, 'utils'])).toEqual(['utils is not part of the tree']);
  });

  test('docs/decisions/dependencies.md has a sentence for every dependency', () => {
    const text = readFileSync(path.join(root, 'docs/decisions/dependencies.md'), 'utf8');
    const missing = Object.keys(allDependencies(manifest)).filter((name) => !text.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });

  test('docs/decisions/dependencies.md lists nothing that is not a dependency', () => {
    const text = readFileSync(path.join(root, 'docs/decisions/dependencies.md'), 'utf8');
    const listed = text
      .match(/^- (`[^`]+`(, )?)+/gm)
      ?.flatMap((line) => line.match(/[^`]+(?=`[,:]|`$)/g) ?? []);
    const known = allDependencies(manifest);
    expect(listed?.length).toBeGreaterThan(40);
    expect(listed?.filter((name) => known[name] === undefined)).toEqual([]);
  });

  test('every dependency is used', () => {
    expect(unusedDependencies(manifest, projectFiles())).toEqual([]);
    const more = { ...manifest, dependencies: { ...manifest.dependencies, 'lucide-react': '1.0.0' } };
    const only = new Map([
      ['a.ts', [...Object.keys(allDependencies(manifest))].map((name) => `import '${name}';`).join('')],
    ]);
    expect(unusedDependencies(more, only)).toEqual(['lucide-react']);
  });
});
