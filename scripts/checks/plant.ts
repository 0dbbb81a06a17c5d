import type { Files } from './files.ts';

/** A project of the given files and nothing else, to plant a violation in. */
export function plant(files: Record<string, string>): Files {
  return new Map(Object.entries(files));
}
