import { type Files, inFolder, portalFolders } from './files.ts';
import { readModules } from './modules.ts';

/**
 * Reads of process.env in the portal outside lib/env.ts, which validates it. next.config.js is not in the portal's
 * folders: Next reads it before any of our code exists.
 */
export function environmentViolations(files: Files): string[] {
  return [...readModules(files)]
    .filter(([file]) => inFolder(file, ...portalFolders) && file !== 'lib/env.ts' && !file.includes('.test.'))
    .flatMap(([file, { facts }]) =>
      facts.environmentReads.map(({ line }) => `${file}:${line}: process.env belongs in lib/env.ts`),
    );
}
