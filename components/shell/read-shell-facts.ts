import 'server-only';
import { headers } from 'next/headers';
import { isOperator } from '@/lib/auth/require-operator';
import { estateResult, soon } from '@/lib/estate/snapshot/known-estate';
import { summarize } from '@/lib/estate/snapshot/summarize';
import { scopeHeader } from '@/lib/http/scope-header';
import { factsOf, type ShellFacts } from '@/lib/model/shell-facts';

/** What the frame of a page can say already; null when nothing is known of the estate, or for nobody's browser. */
export async function shellFacts(): Promise<ShellFacts | null> {
  if (!(await isOperator())) return null;
  const scope = (await headers()).get(scopeHeader) ?? '';
  const known = await soon(estateResult());
  if (!known?.value.ok) return null;
  const { snapshot, caller } = known.value.value;
  return factsOf(summarize(snapshot, caller, decodeURIComponent(scope)), decodeURIComponent(scope));
}
