'use client';

import { PlanButton } from '@/components/plans/plan-button';
import type { NewPlan } from '@/components/plans/use-draft';
import { LinkButton } from '@/components/ui/link-button';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { postJson } from '@/lib/browser/post-json';
import { hostArmId, type RowIds, roleAssignmentArmId } from '@/lib/browser/table/arm-ids';
import { textAt } from '@/lib/browser/table/cells';
import type { ActionWords } from '@/lib/model/actions';
import type { ClientTable } from '@/lib/model/client-table';
import { api, formHref } from '@/lib/routes';

/** A plan is as long as one person can still oversee. */
const maxThings = 500;
/** Addresses have an end: more things than this are not carried in one. */
const maxInAddress = 40;

interface BulkProps {
  /** What can be done to several things of a type. */
  words: readonly ActionWords[];
  /** Things of that type among the selected rows. */
  count: number;
  /** Why there is none of them. */
  none: string;
  /** Their ARM ids, known already; null when they must be fetched. */
  known: readonly string[] | null;
  ids: () => readonly string[] | Promise<readonly string[]>;
}

/** What can be done to several things at once, as one plan with a result for each. */
function Bulk({ words, count, none, known, ids }: BulkProps) {
  const reason =
    count === 0
      ? none
      : count > maxThings
        ? `At most ${maxThings} at once: one still has to be able to oversee it.`
        : undefined;
  const draft = async ({ kind, on }: ActionWords) =>
    postJson<NewPlan>(api.actions(), { kind, on, ids: await ids() }, 'Find out what to do');
  return words.map((one) => {
    const { kind, several, form, group, primary } = one;
    return form !== null ? (
      known !== null && reason === undefined && count <= maxInAddress && (
        <LinkButton
          key={kind}
          size="sm"
          variant={primary ? 'primary' : 'secondary'}
          href={formHref(form, known)}
        >
          {several}
        </LinkButton>
      )
    ) : (
      <PlanButton
        key={kind}
        size="sm"
        label={several}
        variant={group === 'removal' ? 'danger' : 'secondary'}
        plan={() => draft(one)}
        disabledReason={reason}
      />
    );
  });
}

export function MachineBulk({
  words,
  table,
  rows,
}: {
  words: readonly ActionWords[];
  table: ClientTable;
  rows: readonly number[];
}) {
  // Tables are mutated in place.
  'use no memo';
  const machines = rows.filter((row) => isVirtualMachine(textAt(table, 'type', row)));
  const known = machines.slice(0, maxThings).map((row) => hostArmId(table, row));
  return (
    <Bulk
      words={words}
      count={machines.length}
      none="None of them is a virtual machine."
      known={known}
      ids={() => known}
    />
  );
}

/** Orphans first of all. */
export function RoleAssignmentBulk({
  words,
  table,
  rows,
  ids,
}: {
  words: readonly ActionWords[];
  table: ClientTable;
  rows: readonly number[];
  ids: RowIds | null;
}) {
  'use no memo';
  const fetched = async () => {
    const all = ids ?? (await (await import('@/lib/browser/table/row-ids')).fetchRowIds('roleAssignments'));
    return rows.flatMap((row) => roleAssignmentArmId(table, row, all) ?? []);
  };
  return <Bulk words={words} count={rows.length} none="None is selected." known={null} ids={fetched} />;
}
