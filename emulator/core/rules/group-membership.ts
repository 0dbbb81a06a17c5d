import type { World } from '../contract/world.ts';

/** Object ids of the principal and of all groups it belongs to, transitively; lower-cased. */
export function withGroups(world: World, principalId: string): Set<string> {
  const ids = new Set<string>([principalId.toLowerCase()]);
  // A Set iterates over what is added while iterating, which makes this a breadth-first walk.
  for (const id of ids) {
    for (const group of world.principals.find('memberOf', id)) ids.add(group.objectId.toLowerCase());
  }
  return ids;
}
