import { describe, expect, test } from 'vitest';
import { acyclicRoots, cycleViolations } from './cycles.ts';
import { entryViolations } from './entries.ts';
import { environmentViolations } from './environment.ts';
import { escapeViolations } from './escapes.ts';
import { type Files, projectFiles } from './files.ts';
import { layerViolations } from './layers.ts';
import { navigationViolations } from './navigation.ts';
import { plant } from './plant.ts';
import { routeStringViolations } from './routes.ts';
import { ruleNameViolations } from './rule-names.ts';
import { serverOnlyViolations } from './server-only.ts';
import { sizeViolations } from './size.ts';

const project = projectFiles();

interface Check {
  rule: string;
  violations: (files: Files) => string[];
  /** The same for the whole project, where the rule does not hold everywhere yet. */
  inProject?: (files: Files) => string[];
  /** One project a rule must refuse, by the sentence's beginning it must say. */
  refuses: Record<string, Record<string, string>>;
  accepts?: Record<string, Record<string, string>>;
}

const checks: Check[] = [
  {
    rule: 'imports go app → components → lib, and the emulator is a program of its own',
    violations: layerViolations,
    refuses: {
      'lib imports a component': { 'lib/a.ts': "import { b } from '@/components/b';" },
      'a component imports a page': { 'components/a.tsx': "import { b } from '../app/page';" },
      'the portal imports the emulator': { 'app/page.tsx': "export { b } from '@/emulator/main';" },
      'a test of the portal imports a part of the emulator': {
        'lib/a.test.ts': "import '../emulator/core/arm.ts';",
      },
      'the portal imports what is for tests': { 'lib/a.ts': "import { b } from './testing/b';" },
      'the emulator imports the portal': {
        'emulator/core/a.ts': "import type { b } from '../../lib/rbac/b.ts';",
      },
      "the emulator's core imports a provider": {
        'emulator/core/a.ts': "import type { b } from '../providers/compute/b.ts';",
      },
      "the emulator's core imports a scenario": {
        'emulator/core/contract/a.ts': "import { b } from '../../scenarios/b.ts';",
      },
      'a provider imports the server': {
        'emulator/providers/a/b.ts': "import type { c } from '../../core/server.ts';",
      },
      'the emulator uses an Azure SDK': { 'emulator/a.ts': "import { b } from '@azure/identity';" },
      'an Azure SDK outside lib/azure': { 'lib/estate/a.ts': "import type { b } from '@azure/arm-msi';" },
      'a pure file reads files': { 'lib/rbac/a.ts': "import { readFileSync } from 'node:fs';" },
      'a pure file imports one that does I/O': {
        'lib/reach/a.ts': "import { b } from '@/lib/estate/b';",
        'lib/estate/b.ts': "import 'server-only';",
      },
    },
    accepts: {
      'what the architecture says': {
        'app/page.tsx': "import { a } from '@/components/a'; import { b } from '@/lib/b';",
        'lib/azure/a.ts': "import { b } from '@azure/arm-msi';",
        'lib/rbac/a.ts':
          "import { z } from 'zod'; import type { b } from '@/lib/model/b'; import { c } from './c';",
        'lib/estate/testing/a.ts': "import { createEmulator } from '../../../emulator/create-emulator.ts';",
        'emulator/a.test.ts': "import { b } from '@azure/identity';",
        'emulator/core/a.test.ts': "import { b } from '../providers/registry.ts';",
        'emulator/providers/a/b.ts': "import { c } from '../../core/rules/c.ts';",
        'emulator/create-emulator.ts': "import { c } from './core/server.ts';",
      },
    },
  },
  {
    rule: 'no files and no folders import each other in a circle',
    violations: cycleViolations,
    inProject: (files) => cycleViolations(files, acyclicRoots),
    refuses: {
      'two files': { 'lib/a.ts': "import { b } from './b';", 'lib/b.ts': "import { a } from './a';" },
      'a file and itself': { 'lib/a.ts': "import { b } from './a';" },
      'a type on the way back': {
        'lib/a.ts': "import { b } from './b';",
        'lib/b.ts': "import type { A } from './a';",
      },
      'a type named in place': {
        'lib/a.ts': "import { b } from './b';",
        'lib/b.ts': "export let a: import('./a').A;",
      },
      'a detour of three files': {
        'lib/a.ts': "import { b } from './b';",
        'lib/b.ts': "export { c } from './c';",
        'lib/c.ts': "const a = await import('./a');",
      },
      'two folders whose files are in no circle': {
        'lib/x/a.ts': "import { b } from '../y/b';",
        'lib/y/c.ts': "import type { D } from '../x/d';",
      },
      'a folder and its child': {
        'lib/x/a.ts': "import { b } from './y/b';",
        'lib/x/y/c.ts': "import { d } from '../d';",
      },
    },
    accepts: {
      'a tree': {
        'lib/x/a.ts': "import { b } from '../y/b'; import { c } from './z/c';",
        'lib/y/b.ts': "import { z } from 'zod';",
        'lib/x/z/c.ts': "import { b } from '../../y/b';",
      },
      'a test that looks up': {
        'lib/x/a.ts': "import { b } from '../y/b';",
        'lib/y/b.test.ts': "import { a } from '../x/a';",
        'lib/y/testing/c.ts': "import { a } from '../../x/a';",
      },
    },
  },
  {
    rule: 'a room of lib imports only rooms below it, and pure rooms do no I/O',
    violations: layerViolations,
    refuses: {
      'vocabulary knows a domain': { 'lib/model/a.ts': "import type { b } from '@/lib/rbac/b';" },
      'ids know the vocabulary': { 'lib/arm/a.ts': "import { b } from '@/lib/model/b';" },
      'a type from above': { 'lib/azure/a.ts': "import type { b } from '@/lib/estate/b';" },
      'the store knows Azure': { 'lib/store/a.ts': "import type { b } from '@/lib/azure/b';" },
      'the guard knows sessions of people': { 'lib/http/a.ts': "import { b } from '../auth/b';" },
      'the estate knows changes': { 'lib/estate/tables/a.ts': "import { b } from '@/lib/changes/run/b';" },
      'a change calls its action': { 'lib/changes/a.ts': "import { b } from '@/lib/actions/b';" },
      'one domain room knows the next': { 'lib/rbac/a.ts': "import { b } from '@/lib/audit/b';" },
      'a pure room reads the environment': { 'lib/rbac/a.ts': "import { env } from '@/lib/env';" },
      'the browser imports the server': { 'lib/browser/a.ts': "import type { b } from '@/lib/azure/b';" },
      'the server imports the browser': { 'lib/estate/a.ts': "import { b } from '@/lib/browser/b';" },
      'a room that has no place': { 'lib/helpers/a.ts': "import { b } from '@/lib/arm/b';" },
      'vocabulary reads files': { 'lib/model/a.ts': "import { readFileSync } from 'node:fs';" },
      'ids use a client': { 'lib/arm/a.ts': "import { b } from 'some-client';" },
      'the browser does I/O by way of a pure room': {
        'lib/browser/a.ts': "import { b } from '@/lib/model/b';",
        'lib/model/b.ts': "import { c } from 'node:http';",
      },
      'the browser draws': { 'lib/browser/a.ts': "import { useState } from 'react';" },
    },
    accepts: {
      'what lies below, and what tests use': {
        'lib/actions/a.ts': "import { b } from '@/lib/changes/b'; import type { c } from '@/lib/auth/c';",
        'lib/estate/a.ts': "import { env } from '@/lib/env'; import { b } from '@/lib/azure/b';",
        'lib/audit/a.ts': "import { b } from '@/lib/rbac/b'; import { routes } from '@/lib/routes';",
        'lib/browser/a.ts': "import { b } from '@tanstack/react-query'; import { c } from '@/lib/rbac/c';",
        'lib/azure/a.test.ts': "import { b } from '@/lib/estate/testing/b';",
        'lib/estate/testing/b.ts': "import { c } from '@/lib/browser/c';",
      },
    },
  },
  {
    rule: 'server modules of lib begin with server-only',
    violations: serverOnlyViolations,
    refuses: {
      'a Node module': { 'lib/a.ts': "import { readFile } from 'node:fs/promises';" },
      'server-only in second place': { 'lib/a.ts': "import { b } from 'node:fs';\nimport 'server-only';" },
      'by way of another server module': {
        'lib/a.ts': "import { b } from './b';",
        'lib/b.ts': "import 'server-only';",
      },
      'the environment': { 'lib/a.ts': 'export const a = process.env.HOME;' },
    },
    accepts: {
      'types of a server module': {
        'lib/a.ts': "import type { b } from './b';",
        'lib/b.ts': "import 'server-only';",
      },
      'a comment before it': {
        'lib/a.ts': "/** Why. */\nimport 'server-only';\nimport { b } from 'node:fs';",
      },
      'server actions, which reach a browser as references': {
        'lib/actions/a.ts': "'use server';\nimport { b } from './b';",
        'lib/actions/b.ts': "import 'server-only';",
      },
    },
  },
  {
    rule: 'only lib/env.ts reads process.env',
    violations: environmentViolations,
    refuses: {
      'a component reads it': { 'components/a.tsx': 'export const a = process.env.AZURE_TENANT_ID;' },
      'all of it at once': { 'lib/azure/a.ts': 'const { HOME } = process.env;' },
    },
    accepts: { 'lib/env.ts': { 'lib/env.ts': 'export const a = process.env.HOME;' } },
  },
  {
    rule: 'paths come from lib/routes.ts',
    violations: routeStringViolations,
    refuses: {
      'a link': { 'app/page.tsx': 'export const a = <a href="/vms">VMs</a>;' },
      'a template': { 'lib/a.ts': 'export const a = (id) => `/identities/$' + '{id}`;' },
      'a fetch': { 'components/a.ts': "fetch('/api/estate');" },
    },
    accepts: { 'an ARM id': { 'lib/a.ts': "export const a = '/subscriptions/s/resourceGroups/g';" } },
  },
  {
    rule: 'pages are opened by PortalLink and useOpenPage only',
    violations: navigationViolations,
    refuses: {
      'the router itself': { 'components/a.tsx': "router.push('/vms');" },
      "Next's link": { 'components/a.tsx': "import Link from 'next/link';" },
    },
    accepts: {
      'a page drawn again': { 'components/a.tsx': 'router.refresh();' },
      'a list that grows': { 'components/a.tsx': 'found.push(1);' },
    },
  },
  {
    rule: 'every way into the portal asks who knocks',
    violations: entryViolations,
    refuses: {
      'a bare route': { 'app/api/a/route.ts': 'export async function GET() { return new Response(); }' },
      'a route made by something else': { 'app/api/a/route.ts': 'export const GET = unguarded(b);' },
      'a route passed on': { 'app/api/a/route.ts': "export { GET } from '@/lib/b';" },
      'all of a module as routes': { 'app/api/a/route.ts': "export * from '@/lib/b';" },
      'a second method': {
        'app/api/a/route.ts': 'export const GET = guarded(b);\nexport const DELETE = guarded(b);',
      },
      'another route like the session link': { 'app/api/a/route.ts': 'export const GET = exchangeLink;' },
      'a bare page': { 'app/a/page.tsx': 'export default function Page() { return null; }' },
      'a route Next makes of code': { 'app/manifest.ts': 'export default () => ({});' },
      'a bare action': { 'lib/actions/a.ts': "'use server';\nexport async function act() {}" },
      'an action under another name': {
        'lib/actions/a.ts': "'use server';\nexport const act = operatorAction('other', b, c);",
      },
      'an action inside a component': {
        'app/a.tsx': "export const A = () => <form action={async () => { 'use server'; }} />;",
      },
    },
    accepts: {
      'what the wrappers make': {
        'app/api/a/route.ts':
          "export const dynamic = 'force-dynamic';\nexport const GET = guarded(async () => b);",
        'app/session/[token]/route.ts': 'export const GET = exchangeLink;',
        'app/a/page.tsx': 'export default async function Page() { await requireOperator(); return null; }',
        'lib/actions/a.ts':
          "'use server';\nexport type A = string;\nexport const act = operatorAction(\n  'act', b, c);",
      },
    },
  },
  {
    rule: 'an audit rule is named in its folder and the list only',
    violations: ruleNameViolations,
    refuses: {
      'a tag for it elsewhere': {
        'lib/audit/rules/some-rule/rule.ts': '',
        'lib/browser/table/tags.ts': "export const tags = { 'some-rule': 'some' };",
      },
      'an address of its list': {
        'lib/audit/rules/some-rule/rule.ts': '',
        'components/a.tsx': "export const a = '?finding=some-rule';",
      },
    },
    accepts: {
      'its own folder, the list, and a test': {
        'lib/audit/rules/some-rule/rule.ts': "export const someRule = { id: 'some-rule' };",
        'lib/audit/rules.ts': "import { someRule } from './rules/some-rule/rule';",
        'lib/a.test.ts': "const a = 'some-rule';",
      },
    },
  },
  {
    rule: 'no file is longer than 300 lines',
    violations: sizeViolations,
    refuses: { 'one line too many': { 'lib/a.ts': 'a;\n'.repeat(301) } },
    accepts: { 'exactly 300': { 'lib/a.ts': 'a;\n'.repeat(300) } },
  },
  {
    rule: 'nothing gets around types, linter or tests',
    violations: escapeViolations,
    refuses: {
      any: { 'lib/a.ts': 'export let a: any;' },
      'a cast': { 'lib/a.ts': 'export const a = b as unknown as string;' },
      'a ! without a reason': { 'lib/a.ts': 'export const a = b!;' },
      'a silenced type error': { 'lib/a.ts': `// @ts-${'ignore'}\na;` },
      'a silenced lint error': { 'lib/a.ts': `// biome-${'ignore'} lint: x\na;` },
      'a skipped test': { 'lib/a.test.ts': "test.skip('a', () => {});" },
      'a focused test': { 'e2e/a.spec.ts': "test.describe.only('a', () => {});" },
      'a sleep': { 'e2e/a.spec.ts': 'await page.waitForTimeout(100);' },
      'a test that prints': { 'lib/a.test.ts': 'console.log(1);' },
      'a sleep in other words': { 'lib/a.test.ts': 'await new Promise((done) => setTimeout(done, 100));' },
    },
    accepts: {
      'as const and a reason': {
        'lib/a.ts': 'const a = [1] as const;\n// Never empty: see above.\nexport const b = a[0]!;',
      },
    },
  },
];

for (const { rule, violations, inProject = violations, refuses, accepts = {} } of checks) {
  describe(rule, () => {
    test('holds in this project', () => {
      expect(inProject(project)).toEqual([]);
    });
    for (const [name, files] of Object.entries(refuses)) {
      test(`refuses: ${name}`, () => {
        expect(violations(plant(files))).not.toEqual([]);
      });
    }
    for (const [name, files] of Object.entries(accepts)) {
      test(`accepts: ${name}`, () => {
        expect(violations(plant(files))).toEqual([]);
      });
    }
  });
}

test('a cycle is named with the imports that close it', () => {
  const files = plant({
    'lib/x/a.ts': "import { b } from '../y/b';\nimport { c } from '../y/c';",
    'lib/y/c.ts': "\nimport type { D } from '../z/d';",
    'lib/z/d.ts': "import { a } from '../x/e'; import { f } from '../x/f';",
  });
  expect(cycleViolations(files)).toEqual([
    'folders in a cycle: lib/x → lib/y → lib/z → lib/x, closed by lib/y/c.ts:2 imports lib/z/d.ts',
  ]);
  expect(cycleViolations(files, ['emulator'])).toEqual([]);
});
