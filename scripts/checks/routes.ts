import { type Files, inFolder, isTest, portalFolders } from './files.ts';
import { readModules } from './modules.ts';

const handWritten = /^\/(api|identities|vms|role-assignments)(\/|\?|$)/;

/** Paths of the portal written as strings instead of made by lib/routes.ts, which a renamed page would break. */
export function routeStringViolations(files: Files): string[] {
  return [...readModules(files)]
    .filter(([file]) => inFolder(file, ...portalFolders) && !isTest(file) && file !== 'lib/routes.ts')
    .flatMap(([file, { facts }]) =>
      facts.strings
        .filter(({ text }) => handWritten.test(text))
        .map(({ text, line }) => `${file}:${line}: "${text}" belongs in lib/routes.ts`),
    );
}

/** Paths that lead nowhere: no `page.tsx` (or `route.ts` under /api) in app answers them. */
export function missingRoutes(paths: readonly string[], files: Files): string[] {
  const patterns = [...files.keys()].flatMap((file) => {
    const match = /^app\/(?:(.*)\/)?(?:page\.tsx|route\.ts)$/.exec(file);
    return match ? [patternOf(match[1] ?? '')] : [];
  });
  return paths.filter((path) => {
    const [pathname = ''] = path.split('?');
    return !patterns.some((pattern) => pattern.test(pathname));
  });
}

function patternOf(folder: string): RegExp {
  const segments = folder.split('/').filter((segment) => segment !== '' && !/^\(.*\)$/.test(segment));
  const source = segments.map((segment) => {
    if (/^\[\[?\.\.\..+\]$/.test(segment)) return segment.startsWith('[[') ? '(/.+)?' : '/.+';
    if (segment.startsWith('[')) return '/[^/]+';
    return `/${segment.replace(/[^\w-]/g, '\\$&')}`;
  });
  return new RegExp(`^${source.join('') || '/'}$`);
}
