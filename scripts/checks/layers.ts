import { type Files, inFolder, isTest, portalFolders } from './files.ts';
import { type Module, type ResolvedImport, readModules } from './modules.ts';

/** What each folder may import of ours. */
const mayImport: Record<string, string[]> = {
  app: ['app', 'components', 'lib'],
  components: ['components', 'lib'],
  lib: ['lib'],
  emulator: ['emulator'],
};

/** They run unchanged in the browser and in a test without any Azure. Lowest first: each imports only those before it. */
const pureRooms = ['arm', 'model', 'rbac', 'audit', 'characteristics', 'flow', 'reach', 'onboarding'];

/**
 * What each room of lib may import, types included, besides itself. A room of lib is a folder in it, or one of its own
 * two files: env.ts is for the server, routes.ts for all who know the vocabulary.
 */
const roomImports = new Map<string, ReadonlySet<string>>();
const order = ['arm', 'model', 'routes.ts', ...pureRooms.slice(2), 'env.ts'];
for (const room of [...order, 'files', 'http', 'store', 'azure', 'auth', 'estate', 'changes', 'actions']) {
  roomImports.set(room, new Set(roomImports.keys()));
}
roomImports.set('browser', new Set(['routes.ts', ...pureRooms]));

const pureFolders = pureRooms.map((room) => `lib/${room}`);
const purePackages = new Set(['zod']);
/** What the browser's room may use of the browser: the cache, and the address. */
const browserPackages = new Set([
  ...purePackages,
  '@tanstack/react-query',
  'next/navigation',
  'nuqs',
  'nuqs/server',
]);

/** What a test of the portal may start: the emulator as anybody starts it, never its parts, and the real az. */
const environments: readonly (string | null)[] = ['emulator/create-emulator.ts', 'emulator/az/testing/az.ts'];

/** Parts of the emulator that its core serves without knowing any of them. */
const aboveCore = ['emulator/providers', 'emulator/scenarios'];
/** Rooms of the core that what is above it may know: not the server, the front door or the journal. */
const knownOfCore = ['emulator/core/contract', 'emulator/core/rules', 'emulator/core/tracked'];

/** Imports that go where they must not. */
export function layerViolations(files: Files): string[] {
  const modules = readModules(files);
  return [...modules].flatMap(([file, module]) => [
    ...module.imports.flatMap((found) => [...direction(file, found), ...upwards(file, found)]),
    ...(isTest(file) ? [] : impurities(file, modules)),
  ]);
}

function direction(file: string, found: ResolvedImport): string[] {
  const [folder = ''] = file.split('/');
  const allowed = mayImport[folder];
  const where = `${file}:${found.line}`;
  const environment = isTest(file) && environments.includes(found.file);
  if (allowed && found.file !== null && !inFolder(found.file, ...allowed) && !environment) {
    return [`${where}: ${folder} may import ${allowed.join(', ')}, not ${found.file}`];
  }
  if (found.file !== null && isTest(found.file) && allowed && !isTest(file)) {
    return [`${where}: ${found.file} is for tests`];
  }
  if (inFolder(file, 'emulator/core') && !isTest(file) && inFolder(found.file ?? '', ...aboveCore)) {
    return [`${where}: the emulator's core knows no provider and no scenario, not ${found.file}`];
  }
  if (
    inFolder(file, ...aboveCore) &&
    !isTest(file) &&
    inFolder(found.file ?? '', 'emulator/core') &&
    !inFolder(found.file ?? '', ...knownOfCore)
  ) {
    return [
      `${where}: of the emulator's core, only ${knownOfCore.join(', ')} are for this, not ${found.file}`,
    ];
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

function roomOf(file: string): string | undefined {
  const [folder, room] = file.split('/');
  return folder === 'lib' ? room : undefined;
}

/** An import from a room of lib into one that is not below it. What only tests use is free. */
function upwards(file: string, found: ResolvedImport): string[] {
  if (isTest(file) || found.file === null) return [];
  const [from, to] = [roomOf(file), roomOf(found.file)];
  if (from === undefined || to === undefined || from === to) return [];
  const where = `${file}:${found.line}`;
  const below = roomImports.get(from);
  if (below === undefined) return [`${where}: lib/${from} has no place in the order of rooms`];
  // A file of lib's own stands in the map with or without its ending, as it was imported.
  if (below.has(to) || below.has(`${to}.ts`)) return [];
  return [
    `${where}: lib/${from} may import ${[...below].join(', ') || 'nothing of ours'}, not ${found.file}`,
  ];
}

/** Follows what is imported at run time: a pure file that imports a file which reads files is not pure. */
function impurities(file: string, modules: ReadonlyMap<string, Module>): string[] {
  const isBrowser = inFolder(file, 'lib/browser');
  if (!isBrowser && !inFolder(file, ...pureFolders)) return [];
  const packages = isBrowser ? browserPackages : purePackages;
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (current: string, trail: string) => {
    if (seen.has(current)) return;
    seen.add(current);
    for (const { specifier, file: target, typeOnly } of modules.get(current)?.imports ?? []) {
      if (typeOnly) continue;
      if (target !== null) visit(target, `${trail} → ${target}`);
      else if (!packages.has(specifier)) found.push(`${file}: pure, but ${trail} imports ${specifier}`);
    }
  };
  visit(file, file);
  return found;
}
