import { managementGroupScope, normalizeScope } from '../contract/arm-id.ts';
import type { World } from '../contract/world.ts';

/** Lower-cased, as scopes are compared. */
const managementGroupPrefix = managementGroupScope('').toLowerCase();

/** Id of the management group and of those above it, lower-cased, nearest first. */
function managementGroupChain(world: World, name: string): string[] {
  const chain: string[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = name.toLowerCase(); next !== undefined && !seen.has(next); ) {
    seen.add(next);
    chain.push(managementGroupPrefix + next);
    next = world.managementGroups.get(next)?.parent?.toLowerCase();
  }
  return chain;
}

/**
 * The scopes whose assignments reach `scope`, lower-cased, nearest first and '/' last: the resource, its parents,
 * group, subscription, management groups. A trailing type or verb without a name (`…/virtualMachines`,
 * `…/myVm/start`) belongs to the scope before it.
 * https://learn.microsoft.com/azure/role-based-access-control/scope-overview
 */
export function scopeChain(world: World, scope: string): string[] {
  const lower = normalizeScope(scope).toLowerCase();
  const segments = lower.split('/').slice(1);
  const below: string[] = [];
  let managementGroup: string | undefined;
  let prefix = '';
  let index = 0;
  const take = (count: number): void => {
    prefix += `/${segments.slice(index, index + count).join('/')}`;
    index += count;
    below.push(prefix);
  };
  if (segments[0] === 'subscriptions' && segments[1]) {
    managementGroup = world.subscriptions.get(segments[1])?.managementGroup;
    take(2);
    if (segments[2] === 'resourcegroups' && segments[3]) take(2);
  }
  while (index < segments.length) {
    if (segments[index] === 'providers') {
      if (segments.length - index < 4) break;
      take(4);
      if (prefix.startsWith(managementGroupPrefix)) {
        const name = segments[3];
        if (below.length === 1 && name !== undefined) {
          managementGroup = name;
          below.pop();
        }
      }
    } else {
      if (segments.length - index < 2) break;
      take(2);
    }
  }
  const above = managementGroup === undefined ? [] : managementGroupChain(world, managementGroup);
  return [...below.reverse(), ...above, '/'];
}
