import 'server-only';
import type { Result } from '@/lib/arm/fault';
import { Preflight } from '@/lib/changes/plan/preflight';
import { operationServiceOf } from '@/lib/changes/run/operation-service';
import { adviceFacts } from '@/lib/estate/details/advice-facts';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { summarize } from '@/lib/estate/snapshot/summarize';
import type { AdviceFacts } from '@/lib/model/advice';
import type { PermissionVerdict } from '@/lib/model/plan-review';
import type { Characteristics } from '@/lib/model/summary';
import type { NeededRole } from '@/lib/onboarding/recommend';

/** What each role of a recommendation is needed for, as Azure checks it. */
const actions: Readonly<Record<string, string>> = {
  'Virtual Machine Contributor': 'Microsoft.Compute/virtualMachines/write',
  'Managed Identity Contributor': 'Microsoft.ManagedIdentity/userAssignedIdentities/write',
  'Managed Identity Operator': 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  'Role Based Access Control Administrator': 'Microsoft.Authorization/roleAssignments/write',
};

export interface AdvicePage {
  readonly facts: AdviceFacts;
  readonly characteristics: Characteristics;
  /** Whether anything can be looked at; without a subscription nothing can be planned. */
  readonly subscriptions: number;
  /** By role, whether the person has what it is needed for at `checkedAt`; null where nothing could be asked. */
  readonly verdicts: Readonly<Record<string, PermissionVerdict>>;
  /** Name of the scope that was asked about. */
  readonly checkedAt: string;
}

/**
 * What the estate says to a recommendation, and which of its roles the caller has.
 * @param armIds virtual machines it is for
 * @param signal ends the wait for the first refresh. AzureError when nothing can be read.
 */
export async function advicePage(
  armIds: readonly string[],
  roles: readonly NeededRole[],
  signal: AbortSignal,
): Promise<Result<AdvicePage>> {
  const { snapshot, caller } = await readyEstate(signal);
  const estate = snapshot.view;
  const facts = adviceFacts(estate, armIds);
  const visible = estate.subscriptions.filter((one) => one.visible);
  const [first] = facts.machines;
  const scope =
    first?.armId ?? (visible[0] === undefined ? '' : `/subscriptions/${visible[0].subscriptionId}`);
  const { characteristics } = summarize(snapshot, caller, '');
  const asked = roles.flatMap(({ role }) => {
    const action = actions[role];
    return action === undefined ? [] : [{ role, action }];
  });
  const { azure } = await operationServiceOf(caller);
  const preflight = new Preflight({
    azure,
    estate,
    roles: () => snapshot.records.roles.values(),
    objectId: caller.objectId,
  });
  const verdicts =
    scope === ''
      ? []
      : await preflight.check(
          asked.map(({ action }) => ({ action, scope })),
          new Set(),
        );
  const byRole = asked.flatMap(({ role }, at) => {
    const verdict = verdicts[at];
    return verdict === undefined ? [] : [[role, verdict] as const];
  });
  return {
    ok: true,
    value: {
      facts,
      characteristics,
      subscriptions: visible.length,
      verdicts: Object.fromEntries(byRole),
      checkedAt: first?.name ?? (scope === '' ? '' : estate.scopeName(scope)),
    },
  };
}
