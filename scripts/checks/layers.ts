import { type Files, inFolder, isTest, portalFolders } from './files.ts';
import { type Module, type ResolvedImport, readModules } from './modules.ts';

/** What each folder may import of ours. */
const mayImport: Record<string, string[]> = {
  app: ['app', 'components', 'lib'],
  components: ['components', 'lib'],
  lib: ['lib'],
  emulator: ['emulator'],
};

/** They run unchanged in the browser and in a test without any Azure. */
export const pureFolders = ['lib/rbac', 'lib/characteristics', 'lib/audit', 'lib/reach', 'lib/onboarding'];
const purePackages = new Set(['zod']);

/** What a test of the portal may start: the emulator as anybody starts it, never its parts, and the real az. */
const stages: readonly (string | null)[] = ['emulator/create-emulator.ts', 'emulator/az/testing/az.ts'];

/** Parts of the emulator that its core serves without knowing any of them. */
const aboveCore = ['emulator/providers', 'emulator/scenarios'];

/** Imports that go where they must not. */
export function layerViolations(files: Files): string[] {
  const modules = readModules(files);
  return [...modules].flatMap(([file, module]) => [
    ...module.imports.flatMap((found) => direction(file, found)),
    ...(inFolder(file, ...pureFolders) && !isTest(file) ? impurities(file, modules) : []),
  ]);
}

function direction(file: string, found: ResolvedImport): string[] {
  const [folder = ''] = file.split('/');
  const allowed = mayImport[folder];
  const where = `${file}:${found.line}`;
  const stage = isTest(file) && stages.includes(found.file);
  if (allowed && found.file !== null && !inFolder(found.file, ...allowed) && !stage) {
    return [`${where}: ${folder} may import ${allowed.join(', ')}, not ${found.file}`];
  }
  if (found.file !== null && isTest(found.file) && allowed && !isTest(file)) {
    return [`${where}: ${found.file} is for tests`];
  }
  if (inFolder(file, 'emulator/core') && !isTest(file) && inFolder(found.file ?? '', ...aboveCore)) {
    return [`${where}: the emulator's core knows no provider and no scenario, not ${found.file}`];
  }
  const azure = found.specifier.startsWith('@azure/');
  if (azure && inFolder(file, ...portalFolders) && !inFolder(file, 'lib/azure') && !isTest(file)) {
    return [`${where}: only lib/azure imports ${found.specifier}`];
  }
  if (azure && inFolder(file, 'emulator') && !isTest(file)) {
    return [`${where}: the emulator does not use Azure's SDKs, its tests do`];
  }
  return [];
}

/** Follows what is imported at run time: a pure file that imports a file which reads files is not pure. */
function impurities(file: string, modules: ReadonlyMap<string, Module>): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (current: string, trail: string) => {
    if (seen.has(current)) return;
    seen.add(current);
    for (const { specifier, file: target, typeOnly } of modules.get(current)?.imports ?? []) {
      if (typeOnly) continue;
      if (target !== null) visit(target, `${trail} → ${target}`);
      else if (!purePackages.has(specifier)) found.push(`${file}: pure, but ${trail} imports ${specifier}`);
    }
  };
  visit(file, file);
  return found;
}
