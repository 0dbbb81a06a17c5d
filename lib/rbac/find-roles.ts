import type { RoleRow } from '@/lib/model/estate-reader';
import type { PrivilegeRank } from '@/lib/model/schema';
import { privilegeOf, rankName } from './privilege';
import { type JudgedType, noEffectOn } from './role-effect';
import { smallestRoles } from './smallest-role';

export interface FoundRole {
  readonly guid: string;
  readonly name: string;
  readonly type: RoleRow['type'];
  readonly rank: PrivilegeRank;
  /** What it allows, the first few, and how many there are in all. */
  readonly allows: readonly string[];
  readonly more: number;
  /** Types of scope at which it allows nothing. */
  readonly noEffectOn: readonly JudgedType[];
}

const maxRoles = 30;
const maxActions = 6;

function toFound(role: RoleRow): FoundRole {
  const all = role.permissions.flatMap(({ actions, dataActions }) => [...dataActions, ...actions]);
  return {
    guid: role.guid,
    name: role.name,
    type: role.type,
    rank: rankName(privilegeOf(role)),
    allows: all.slice(0, maxActions),
    more: Math.max(0, all.length - maxActions),
    noEffectOn: noEffectOn(role.permissions),
  };
}

/**
 * Roles whose name or actions contain every word, and that allow the action when one is asked for; the least powerful
 * first. An action may be of either plane: only Azure's documents tell which, so both are tried.
 */
export function findRoles(roles: Iterable<RoleRow>, wanted: { text: string; action: string }): FoundRole[] {
  const all = [...roles];
  const action = wanted.action.trim();
  const able =
    action === ''
      ? smallestRoles(all, { actions: [], dataActions: [] })
      : [
          ...smallestRoles(all, { actions: [], dataActions: [action] }),
          ...smallestRoles(all, { actions: [action], dataActions: [] }),
        ];
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
  const named = able.filter((role) => {
    const name = role.name.toLowerCase();
    return words.every((word) => name.includes(word));
  });
  return [...new Set(named)].slice(0, maxRoles).map(toFound);
}
