import type { RoleName } from './smallest-role-for';
import type { Need } from './target-need';

/**
 * Why it is so. `control plane only`: its roles manage the resource and do not reach its data. `excluded`: a role names
 * the action and takes it away again. `unseen`: nothing can be said.
 */
export type AccessReason =
  | 'assignment'
  | 'no assignment'
  | 'control plane only'
  | 'excluded'
  | 'other roles'
  | 'denied'
  | 'condition'
  | 'vault policies'
  | 'unseen';

/** A role assignment in force at the scope. */
export interface AccessWay {
  readonly roleAssignmentId: string;
  readonly role: string;
  /** Where it was made: lower-case ARM id, or '/'. */
  readonly scope: string;
  readonly scopeName: string;
  /** Name of the group it comes through; '' when it is the identity's own. */
  readonly viaGroup: string;
  /** '' without one. */
  readonly condition: string;
}

export interface AccessAnswer {
  readonly verdict: 'allowed' | 'not allowed' | 'unknown';
  readonly reason: AccessReason;
  readonly title: string;
  readonly why: string;
  /** What allows it, or would but for a deny assignment or a condition. */
  readonly by: readonly AccessWay[];
  /** What else it has there, which does not allow it. */
  readonly others: readonly AccessWay[];
  /** Names of deny assignments. */
  readonly deniedBy: readonly string[];
  /** What could not be seen, one sentence each. */
  readonly doubts: readonly string[];
  /** The smallest role that would do; null when it is allowed, a role would not help, or none is known. */
  readonly smallestRole: RoleName | null;
}

const titles: Readonly<Record<AccessAnswer['verdict'], string>> = {
  allowed: 'Allowed',
  'not allowed': 'Not allowed',
  unknown: 'Unknown',
};

export function wayText({ role, scopeName, viaGroup }: AccessWay): string {
  return `${role} on ${scopeName}${viaGroup === '' ? '' : `, through ${viaGroup}`}`;
}

function list(ways: readonly AccessWay[]): string {
  const texts = ways.slice(0, 3).map(wayText);
  return ways.length > 3 ? `${texts.join('; ')}; and ${ways.length - 3} more` : texts.join('; ');
}

type Parts = Pick<AccessAnswer, 'verdict' | 'reason' | 'by' | 'others' | 'deniedBy' | 'doubts'>;

function reasonText({ verdict, reason, by, others, deniedBy }: Parts, { action, plane }: Need): string {
  const kind = plane === 'data' ? 'data action' : 'action';
  switch (reason) {
    case 'assignment':
      return `${list(by)} allows the ${kind} ${action}.`;
    case 'no assignment':
      return 'No role assignment on this scope or above it is visible for this identity.';
    case 'control plane only':
      return `${list(others)} manages the resource but has no data actions, so it does not reach the data in it.`;
    case 'excluded':
      return `${list(others)} names ${action} and excludes it again in ${plane === 'data' ? 'notDataActions' : 'notActions'}.`;
    case 'other roles':
      return `${list(others)} does not include the ${kind} ${action}.`;
    case 'denied':
      return `The deny assignment ${deniedBy.join(', ')} takes ${action} away, whatever roles are assigned.`;
    case 'condition':
      return `${list(by)} allows it under a condition.`;
    case 'vault policies':
      if (verdict === 'allowed') return 'An access policy of the vault allows it to get secrets.';
      return verdict === 'unknown'
        ? 'The vault uses access policies. Role assignments have no effect on its secrets.'
        : 'The vault uses access policies, and none of them lets this identity get secrets. Role assignments have no effect on its secrets.';
    case 'unseen':
      return 'There is not enough to see to answer this.';
  }
}

/** Title and reason in words, with what could not be seen. */
export function answerWords(
  parts: Parts,
  need: Need,
  smallest: RoleName | null,
): Pick<AccessAnswer, 'title' | 'why'> {
  const role =
    smallest === null || parts.reason === 'denied'
      ? ''
      : `The smallest role that would do is ${smallest.name}.`;
  const network =
    parts.verdict === 'allowed' && need.plane === 'data'
      ? 'Network rules of the resource were not looked at.'
      : '';
  const sentences = [
    reasonText(parts, need),
    ...parts.doubts,
    parts.verdict === 'not allowed' ? role : '',
    network,
  ];
  return { title: titles[parts.verdict], why: sentences.filter(Boolean).join(' ') };
}
