import type { ProbeExplanation, ProbeRecord } from '@/lib/model/token-probe';
import { callNoAnswer } from './call-no-answer';
import { callRefusals } from './call-refusals';
import { capital, contextOf, type ProbeCase, type ProbeFacts } from './context';
import { imdsNoAnswer, proxyInTheWay } from './imds-no-answer';
import { imdsRefusals } from './imds-refusals';
import { missingPermission } from './missing-permission';
import { storageRefusals } from './storage-refusals';
import { tokenCases } from './token-cases';
import { vaultRefusals } from './vault-refusals';

const beforeToken: readonly ProbeCase[] = [...imdsNoAnswer, ...imdsRefusals];
const afterToken: readonly ProbeCase[] = [
  ...callNoAnswer,
  ...vaultRefusals,
  ...storageRefusals,
  ...missingPermission,
  ...callRefusals,
];

/** Every failure that is told apart, in the order they are tried. */
export const probeCases: readonly ProbeCase[] = [...beforeToken, ...tokenCases, ...afterToken];

/**
 * Why a probe failed, and what to do; null when it succeeded: a token of the identity asked for, and an answer of 2xx.
 * The first case that fits is what is said; facts that are not known make it name the possible causes instead.
 */
export function explainProbe(record: ProbeRecord, facts: ProbeFacts): ProbeExplanation | null {
  const at = contextOf(record, facts);
  const hasToken = record.result.claims !== null;
  const cases = [proxyInTheWay, ...tokenCases, ...(hasToken ? afterToken : beforeToken)];
  const found = cases.find((one) => one.when(at));
  if (found === undefined) return null;
  const { title, why, causes = [], whatToDo, repair = null } = found.says(at);
  return { id: found.id, step: found.step, title: capital(title), why, causes, whatToDo, repair };
}
