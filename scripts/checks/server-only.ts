import { type Files, inFolder, isTest } from './files.ts';
import { type Module, readModules } from './modules.ts';

/**
 * Modules of lib that work only on the server, or hold what must not reach a browser, and do not begin with
 * `import 'server-only'`: without it a client component that imports one by mistake ships it.
 */
export function serverOnlyViolations(files: Files): string[] {
  const modules = readModules(files);
  return [...modules]
    .filter(([file, module]) => inFolder(file, 'lib') && !isTest(file) && !module.facts.startsServerOnly)
    .flatMap(([file, module]) => {
      const reason = serverReason(module, modules);
      return reason === null
        ? []
        : [`${file}: imports ${reason}, so it must begin with import 'server-only'`];
    });
}

function serverReason(module: Module, modules: ReadonlyMap<string, Module>): string | null {
  for (const { specifier, typeOnly, file } of module.imports) {
    if (typeOnly) continue;
    if (/^(node:|@azure\/|next\/(headers|cache|server)$)/.test(specifier)) return specifier;
    if (file !== null && (file.startsWith('lib/env') || modules.get(file)?.facts.startsServerOnly))
      return file;
  }
  return module.facts.environmentReads.length > 0 ? 'process.env' : null;
}
