import { type Files, inFolder, isTest } from './files.ts';
import { type Module, readModules } from './modules.ts';

/** A way into the portal from outside. */
export interface Entry {
  kind: 'page' | 'route' | 'action';
  file: string;
  /** `GET` or `POST` of a route, the name of an action, `default` of a page. */
  name: string;
  /** The path as Next's folders say it, e.g. `/vms/[...armId]`; '' for an action, which answers at every page. */
  path: string;
}

/** The one route that cannot ask for a session, because it opens one. */
const sessionRoute = 'app/session/[token]/route.ts';
const routeSettings = /^(dynamic|dynamicParams|revalidate|fetchCache|runtime|preferredRegion|maxDuration)$/;
const codedMetadata =
  /^app\/(.*\/)?(sitemap|robots|manifest|(opengraph|twitter)-image\d*|(apple-)?icon\d*)\.(tsx?|jsx?)$/;
const routeFile = /^app\/(.*\/)?route\.(tsx?|jsx?)$/;
const pageFile = /^app\/(.*\/)?page\.(tsx?|jsx?)$/;

/** Every way in, found in the source. */
export function entriesOf(files: Files): Entry[] {
  return [...readModules(files)].flatMap(([file, module]): Entry[] => {
    const path = pathOf(file);
    if (pageFile.test(file)) return [{ kind: 'page', file, name: 'default', path }];
    if (routeFile.test(file)) {
      return methodsOf(module).map(({ name }) => ({ kind: 'route', file, name, path }));
    }
    if (!isActionFile(module)) return [];
    return module.facts.exports.map(({ name }) => ({ kind: 'action', file, name, path: '' }));
  });
}

/** Ways in that do not ask themselves who knocks: the proxy in front of them is a filter, not the lock. */
export function entryViolations(files: Files): string[] {
  return [...readModules(files)]
    .filter(([file]) => inFolder(file, 'app', 'components', 'lib') && !isTest(file))
    .flatMap(([file, module]) => [
      ...(routeFile.test(file) ? routeViolations(file, module) : []),
      ...(pageFile.test(file) ? pageViolations(file, module) : []),
      ...(codedMetadata.test(file) ? [`${file}: answers without asking who knocks; make it a file`] : []),
      ...actionViolations(file, module),
    ]);
}

function routeViolations(file: string, module: Module): string[] {
  return methodsOf(module).flatMap(({ name, value, line }) => {
    const where = `${file}:${line}: ${name}`;
    if (!['GET', 'POST'].includes(name)) return [`${where}: routes answer GET and POST`];
    if (file === sessionRoute && name === 'GET' && value === 'exchangeLink') return [];
    return /^guarded\(/.test(value) ? [] : [`${where} is not made by guarded()`];
  });
}

function methodsOf({ facts }: Module) {
  return facts.exports.filter(({ name }) => !routeSettings.test(name));
}

function pageViolations(file: string, { facts }: Module): string[] {
  return facts.calls.some(({ text }) => text === 'requireOperator')
    ? []
    : [`${file}: a page begins with await requireOperator()`];
}

function actionViolations(file: string, module: Module): string[] {
  const { facts } = module;
  const inside = facts.serverDirectives
    .filter(({ atTop }) => !atTop)
    .map(({ line }) => `${file}:${line}: server actions stand in a file that begins with 'use server'`);
  if (!isActionFile(module)) return inside;
  return [
    ...inside,
    ...facts.exports
      .filter(({ name, value }) => !new RegExp(`^operatorAction\\(\\s*'${name}'`).test(value))
      .map(({ name, line }) => `${file}:${line}: ${name} is not made by operatorAction('${name}', …)`),
  ];
}

function isActionFile({ facts }: Module): boolean {
  return facts.serverDirectives.some(({ atTop }) => atTop);
}

function pathOf(file: string): string {
  const folders = file.split('/').slice(1, -1);
  return `/${folders.filter((folder) => !/^\(.*\)$/.test(folder)).join('/')}`;
}
