import { type Files, inFolder, isTest, portalFolders } from './files.ts';
import { readModules } from './modules.ts';

const opener = 'lib/browser/use-open-page.ts';
const leaves = /^\w*[rR]outer\.(push|replace)$/;

/**
 * Other ways to a page than a PortalLink and useOpenPage: they lose the scope, or what a field still writes into the
 * address takes the place of the page.
 */
export function navigationViolations(files: Files): string[] {
  return [...readModules(files)]
    .filter(([file]) => inFolder(file, ...portalFolders) && !isTest(file) && file !== opener)
    .flatMap(([file, { facts }]) => [
      ...facts.calls
        .filter(({ text }) => leaves.test(text))
        .map(({ text, line }) => `${file}:${line}: ${text}, use useOpenPage`),
      ...facts.imports
        .filter(({ specifier }) => specifier === 'next/link')
        .map(({ line }) => `${file}:${line}: next/link, use PortalLink`),
    ]);
}
