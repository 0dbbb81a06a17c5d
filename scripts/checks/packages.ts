import { z } from 'zod';
import type { Files } from './files.ts';

const ranges = z.record(z.string(), z.string()).default({});
export const manifestSchema = z.object({
  version: z.string(),
  dependencies: ranges,
  devDependencies: ranges,
  optionalDependencies: ranges,
});
export const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      optional: z.boolean().default(false),
      optionalDependencies: ranges,
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type Lock = z.infer<typeof lockSchema>;

/** Fixed in these: CVE-2026-126187, remote code execution in React Server Components. */
export const floors = { next: '16.4.1', react: '19.3.1', 'react-dom': '19.3.1' } as const;

/** Ranges in package.json that are not one exact version. */
export function pinViolations(manifest: Manifest): string[] {
  return Object.entries(allDependencies(manifest))
    .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
    .map(([name, range]) => `${name}: "${range}" is not an exact version`);
}

export function allDependencies(manifest: Manifest): Record<string, string> {
  return { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
}

/** Packages older than their floor; `versions` maps a package to the version to judge. */
export function floorViolations(versions: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const version = versions[name];
    return version !== undefined && isAtLeast(version, floor)
      ? []
      : [`${name} is ${version ?? 'absent'}, at least ${floor}`];
  });
}

/** A pre-release is before its release, so it does not reach the floor of the same number. */
function isAtLeast(version: string, floor: string): boolean {
  const [release = '', prerelease] = version.split('-');
  const have = release.split('.').map(Number);
  const want = floor.split('.').map(Number);
  for (let index = 0; index < 3; index++) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return prerelease === undefined;
}

/**
 * Optional packages named by another but not locked. A registry that does not serve a platform's package makes
 * `npm install` leave it out silently; `npm ci` on that platform then fails.
 */
export function lockViolations(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies)
      .filter((name) => !isLocked(place, name, lock))
      .map((name) => `${place || 'package.json'} names ${name}, which package-lock.json does not lock`),
  );
}

/** Node's own lookup: in the package's node_modules, then in each one above. */
function isLocked(place: string, name: string, lock: Lock): boolean {
  if (lock.packages[place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`]) return true;
  if (place === '') return false;
  const outer = place.lastIndexOf('node_modules/');
  return isLocked(outer === 0 ? '' : place.slice(0, outer - 1), name, lock);
}

/** What no source imports by its name: read by a tool, run as a command, or needed by another package. */
const usedOtherwise =
  /^(@types\/.+|node-.+|typescript|tailwindcss|@tailwindcss\/postcss|babel-plugin-react-compiler|react-dom|@biomejs\/biome)$/;

/** Dependencies that no source file names, as an import or as a path below node_modules. */
export function unusedDependencies(manifest: Manifest, files: Files): string[] {
  const texts = [...files.values()];
  return Object.keys(allDependencies(manifest)).filter((name) => {
    if (usedOtherwise.test(name)) return false;
    const named = new RegExp(`(?:['"]|node_modules/)${RegExp.escape(name)}(?:['"/])`);
    return !texts.some((text) => named.test(text));
  });
}
