import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path from the root with forward slashes → text. The checks take this, so a planted violation is one more entry. */
export type Files = ReadonlyMap<string, string>;

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What tools make; git ignores it too. */
export const generated = new Set([
  '.git',
  '.next',
  '.keyless',
  'node_modules',
  'test-results',
  'playwright-report',
]);
const source = /\.(tsx?|mjs|js)$/;

/** Every source file of the project. */
export function projectFiles(): Files {
  const files = new Map<string, string>();
  const visit = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (generated.has(entry.name) || entry.name === 'next-env.d.ts') continue;
      if (entry.isDirectory()) visit(name);
      else if (source.test(entry.name)) files.set(name, readFileSync(path.join(root, name), 'utf8'));
    }
  };
  visit('');
  return files;
}

/** Tests, and what only tests use; `fires` and `silent` are the example estates of an audit rule, beside it. */
export function isTest(file: string): boolean {
  return /\.(test|spec|az)\.tsx?$|test-support\.ts$|\/testing\/|^lib\/audit\/rules\/[^/]+\/(fires|silent)\.ts$/.test(
    file,
  );
}

export function inFolder(file: string, ...folders: string[]): boolean {
  return folders.some((folder) => file.startsWith(`${folder}/`));
}

export const portalFolders = ['app', 'components', 'lib'];
