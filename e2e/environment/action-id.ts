import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { root } from './child.ts';

const manifest = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

/** The id Next made for a server action when it built the portal; what `Next-Action` names. */
export function actionId(file: string, name: string): string {
  const text = readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8');
  const found = Object.entries(manifest.parse(JSON.parse(text)).node).find(
    ([, action]) => action.filename === file && action.exportedName === name,
  );
  if (!found) throw new Error(`${name} of ${file} is not in the build: is it used anywhere, and built?`);
  return found[0];
}
