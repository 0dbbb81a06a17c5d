import type { Method, Route } from '../contract/provider.ts';

/** Operations Azure has and the emulator does not: they answer 501 with their name instead of pretending. */
export function unbuilt(rows: readonly (readonly [Method, string, string, string | null])[]): Route[] {
  return rows.map(([method, path, operation, action]) => ({ method, path, operation, action }));
}
