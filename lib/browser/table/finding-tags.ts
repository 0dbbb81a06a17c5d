import { type FindingId, findingIds } from '@/lib/model/schema';
import { bitsOf } from './facets';
import type { FacetSpec } from './list-spec';

/** A finding in one word or two, as rows carry it. `act`: somebody must act; `look`: worth a look. */
export const findingTags: Record<FindingId, { label: string; tone: 'act' | 'look' }> = {
  'privileged-broad': { label: 'broad', tone: 'act' },
  'privileged-shared': { label: 'shared power', tone: 'act' },
  'dangling-reference': { label: 'dangling', tone: 'act' },
  'orphaned-role-assignment': { label: 'orphan', tone: 'look' },
  'unsafe-federation': { label: 'risky federation', tone: 'look' },
  'imds-ambiguous': { label: 'ambiguous', tone: 'look' },
  unused: { label: 'unused', tone: 'look' },
  'redundant-role-assignment': { label: 'redundant', tone: 'look' },
  'isolation-mismatch': { label: 'isolation', tone: 'look' },
  'tenant-mismatch': { label: 'other tenant', tone: 'act' },
  'via-group': { label: 'via group', tone: 'look' },
  'self-escalating': { label: 'escalation', tone: 'act' },
};

/** The findings of a bit set, those somebody must act on first. */
export function findingsOf(bits: number): FindingId[] {
  const set = bitsOf(bits);
  const found = findingIds.filter((_, bit) => (set & (1 << bit)) !== 0);
  return found.sort((a, b) => findingTags[a].tone.localeCompare(findingTags[b].tone));
}

export const findingFacet: FacetSpec = {
  kind: 'bits',
  id: 'finding',
  label: 'Findings',
  column: 'findings',
  bits: findingIds.map((id) => ({ value: id, label: findingTags[id].label })),
};
