'use client';

import { PlanButton } from '@/components/plans/plan-button';
import { LinkButton } from '@/components/ui/button';
import { countOf } from '@/components/ui/num';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { fetchJson } from '@/lib/browser/portal-fault';
import { hostArmId, type RowIds, roleAssignmentArmId } from '@/lib/browser/table/arm-ids';
import { textAt } from '@/lib/browser/table/cells';
import type { ClientTable } from '@/lib/model/client-table';
import type { HostDetail } from '@/lib/model/host-detail';
import type { PlannedStep } from '@/lib/model/operation';
import { api, routes } from '@/lib/routes';

/** A plan is as long as one person can still oversee. */
const maxSteps = 500;
/** Addresses have an end: more machines than this are not carried in one. */
const maxInAddress = 40;

function tooMany(count: number): string | undefined {
  return count > maxSteps
    ? `At most ${maxSteps} at once: one still has to be able to oversee it.`
    : undefined;
}

/** One step a machine that carries user-assigned identities, also for references to deleted ones. */
async function detachAll(machineIds: readonly string[]): Promise<PlannedStep[]> {
  const hosts = await Promise.all(
    machineIds.map((id) => fetchJson<HostDetail>(api.host(id), 'Read the machine')),
  );
  return hosts.flatMap(({ armId, identities }) => {
    const identityIds = identities.filter(({ kind }) => kind !== 'system').map((one) => one.armId);
    if (identityIds.length === 0) return [];
    return [{ kind: 'detach-identities', stage: 0, input: { machineId: armId, identityIds } }];
  });
}

/** What can be done to several machines at once, as one plan with a result for each. */
export function MachineBulk({ table, rows }: { table: ClientTable; rows: readonly number[] }) {
  // Tables are mutated in place.
  'use no memo';
  const machines = rows.filter((row) => isVirtualMachine(textAt(table, 'type', row)));
  const ids = () => machines.map((row) => hostArmId(table, row));
  const steps = (kind: string): PlannedStep[] =>
    ids().map((machineId) => ({ kind, stage: 0, input: { machineId } }));
  const reason = machines.length === 0 ? 'None of them is a virtual machine.' : tooMany(machines.length);
  const many = countOf(machines.length, 'machine');
  return (
    <>
      {machines.length > 0 && machines.length <= maxInAddress && (
        <LinkButton
          prefetch={false}
          size="sm"
          variant="primary"
          href={routes.giveIdentity(`?vm=${encodeURIComponent(ids().join(','))}&page=which`)}
        >
          Give an identity
        </LinkButton>
      )}
      <PlanButton
        size="sm"
        label="Enable system-assigned"
        title={`Enable the system-assigned identity of ${many}`}
        steps={() => steps('enable-system-assigned')}
        disabledReason={reason}
      />
      <PlanButton
        size="sm"
        label="Disable system-assigned"
        title={`Disable the system-assigned identity of ${many}`}
        steps={() => steps('disable-system-assigned')}
        disabledReason={reason}
      />
      <PlanButton
        size="sm"
        label="Detach user-assigned"
        title={`Detach the user-assigned identities of ${many}`}
        steps={() => detachAll(ids())}
        disabledReason={
          reason ?? (machines.length > maxInAddress ? `At most ${maxInAddress} at once.` : undefined)
        }
      />
    </>
  );
}

/** Removes several role assignments at once: orphans first of all. */
export function RoleAssignmentBulk({
  table,
  rows,
  ids,
}: {
  table: ClientTable;
  rows: readonly number[];
  ids: RowIds | null;
}) {
  'use no memo';
  const steps = async (): Promise<PlannedStep[]> => {
    const all = ids ?? (await (await import('@/lib/browser/table/row-ids')).fetchRowIds('roleAssignments'));
    return rows.map((row) => ({
      kind: 'remove-role',
      stage: 0,
      input: { assignmentId: roleAssignmentArmId(table, row, all) },
    }));
  };
  return (
    <PlanButton
      size="sm"
      variant="danger"
      label="Remove…"
      title={`Remove ${countOf(rows.length, 'grant')}`}
      steps={steps}
      disabledReason={tooMany(rows.length)}
    />
  );
}
