import { Panel } from '@/components/ui/panel';
import type { AdvicePage } from '@/lib/changes/offers/advice-page';
import type { PermissionVerdict } from '@/lib/model/plan-review';
import type { NeededRole } from '@/lib/onboarding/recommend';

const words: Readonly<Record<PermissionVerdict['verdict'], string>> = {
  allowed: 'Allowed',
  missing: 'Missing',
  denied: 'Denied',
  conditional: 'Under a condition',
  unknown: 'Unknown',
};

const tones: Readonly<Record<PermissionVerdict['verdict'], string>> = {
  allowed: 'text-ok',
  missing: 'text-critical',
  denied: 'text-critical',
  conditional: 'text-access',
  unknown: 'text-ink-2',
};

function Verdict({ verdict }: { verdict: PermissionVerdict | undefined }) {
  if (verdict === undefined) return <span className="text-ink-2">Not checked</span>;
  return (
    <span className={`text-right ${tones[verdict.verdict]}`}>
      {words[verdict.verdict]}
      {verdict.granters.length > 0 && (
        <span className="block text-ink-2 text-sm">{verdict.granters.join(', ')} can assign it</span>
      )}
    </span>
  );
}

/** The Azure roles that whoever carries it out needs, and whether the person looking has what they are for. */
export function RolesNeeded({
  roles,
  page,
  note,
}: {
  roles: readonly NeededRole[];
  page: AdvicePage;
  note: string;
}) {
  const lacks = roles.some(({ role }) => page.verdicts[role]?.verdict === 'missing');
  return (
    <Panel title="Roles needed" aside={page.checkedAt === '' ? '' : `Checked on ${page.checkedAt}`}>
      <ul>
        {roles.map(({ role, scope, why }) => (
          <li
            key={role}
            className="flex items-start justify-between gap-4 border-line px-4 py-2.5 not-first:border-t"
          >
            <span className="min-w-0">
              <b className="font-semibold">{role}</b>
              <span className="block text-ink-2">{`On ${scope}, ${why}`}</span>
            </span>
            <Verdict verdict={page.verdicts[role]} />
          </li>
        ))}
      </ul>
      <p className="border-line border-t px-4 py-2.5 text-ink-2">
        {note}
        {lacks &&
          ' You can make the plan without these roles: its address can be sent to somebody who has them and confirms it.'}
      </p>
    </Panel>
  );
}
