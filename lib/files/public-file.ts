import 'server-only';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The text of a file in `public`, e.g. `samples/arm/curl.sh`: what a page shows and what is served under the same path
 * are one file. Rejects when there is none, and for a path that leads out of `public`.
 */
export async function publicFile(name: string): Promise<string> {
  const root = path.join(process.cwd(), 'public');
  const file = path.join(root, name);
  if (!file.startsWith(root + path.sep)) throw new Error(`Not a file of public: ${name}`);
  return readFile(file, 'utf8');
}
