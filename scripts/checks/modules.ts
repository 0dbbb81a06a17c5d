import path from 'node:path';
import type { Files } from './files.ts';
import { type ImportFact, readFacts, type SourceFacts } from './source-facts.ts';

export interface ResolvedImport extends ImportFact {
  /** Path from the root when it is a file of ours, else null. */
  file: string | null;
}
export interface Module {
  facts: SourceFacts;
  imports: ResolvedImport[];
}

const read = new WeakMap<Files, ReadonlyMap<string, Module>>();

/** Every file with its imports resolved, by path. Several checks ask about the same project: it is parsed once. */
export function readModules(files: Files): ReadonlyMap<string, Module> {
  const modules = read.get(files) ?? parseModules(files);
  read.set(files, modules);
  return modules;
}

function parseModules(files: Files): ReadonlyMap<string, Module> {
  const modules = new Map<string, Module>();
  for (const [file, text] of files) {
    const facts = readFacts(file, text);
    const imports = facts.imports.map((fact) => ({ ...fact, file: resolve(file, fact.specifier, files) }));
    modules.set(file, { facts, imports });
  }
  return modules;
}

/** A file outside the map still resolves by its folder, so a planted import needs no planted target. */
function resolve(from: string, specifier: string, files: Files): string | null {
  const target = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : null;
  if (target === null) return null;
  const candidates = [target, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`];
  return candidates.find((candidate) => files.has(candidate)) ?? target;
}
