import type { ReactNode } from 'react';
import { SystemCreation, SystemLifecycle, SystemSharing } from '@/components/overview/system-cells';
import { UserCreation, UserLifecycle, UserSharing } from '@/components/overview/user-cells';
import { KindMark } from '@/components/ui/kind-mark';
import { Learn } from '@/components/ui/learn';
import { Num } from '@/components/ui/num';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { Characteristics } from '@/lib/model/summary';
import type { LearnTerm } from '@/lib/onboarding/learn';
import { routes } from '@/lib/routes';

interface CellProps {
  rule: string;
  kind: 'system' | 'user';
  children: ReactNode;
}

function Cell({ rule, kind, children }: CellProps) {
  return (
    <td className="block border-line px-4 pb-3.5 align-top md:table-cell md:border-l md:py-3.5 md:first-of-type:border-l-0">
      <p className="mb-1 flex items-center gap-2 text-md font-semibold">
        <span className="inline-flex w-6 md:hidden">
          <KindMark kind={kind} size="sm" />
        </span>
        {rule}
      </p>
      <div className="text-ink-2 [&_b]:font-semibold [&_b]:text-ink">{children}</div>
    </td>
  );
}

function ColumnHead({
  kind,
  title,
  total,
  href,
}: {
  kind: 'system' | 'user';
  title: string;
  total: number | undefined;
  href: string;
}) {
  return (
    <th scope="col" className="border-line px-4 py-3 text-left font-normal md:border-l">
      <span className="flex items-center gap-3">
        <KindMark kind={kind} />
        <EntityAnchor href={href} className="font-semibold text-ink!">
          {title}
        </EntityAnchor>
        {total !== undefined && <Num value={total} className="-ml-1 text-ink-2" />}
        <Learn about={`${kind}-assigned`} className="-ml-3" />
      </span>
    </th>
  );
}

function RowHead({ about, children }: { about: LearnTerm; children: ReactNode }) {
  return (
    <th
      scope="row"
      className="block px-4 pt-3.5 pb-2 text-left align-top font-semibold text-ink-2 md:table-cell md:w-[128px] md:py-3.5"
    >
      {children}
      <Learn about={about} />
    </th>
  );
}

/** The room two lines of facts, or a histogram, will take. */
function Placeholder({ tall = false }: { tall?: boolean }) {
  return (
    <span aria-hidden="true" className={`block ${tall ? 'h-[70px]' : 'h-10'}`}>
      <span className="skeleton mt-1 block h-3 w-4/5" />
    </span>
  );
}

interface CharacteristicsTableProps {
  /** Null before the first answer: the rules stand already, the facts are held open. */
  characteristics: Characteristics | null;
  /** While the estate is still being read nothing may be called absent. */
  loading: boolean;
}

/** What makes the two kinds of identity different, each cell a rule of Azure's and this estate's own facts. */
export function CharacteristicsTable({ characteristics, loading }: CharacteristicsTableProps) {
  const { system, user } = characteristics ?? {};
  const row =
    'block border-t border-line max-md:first:border-t-0 transition-colors hover:bg-canvas md:table-row';
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <table className="block w-full border-collapse md:table md:table-fixed">
        <caption className="sr-only">
          Characteristics of system-assigned and user-assigned managed identities
        </caption>
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr>
            <td className="w-[128px]" />
            <ColumnHead
              kind="system"
              title="System-assigned"
              total={system?.total}
              href={routes.identities('?kind=system')}
            />
            <ColumnHead
              kind="user"
              title="User-assigned"
              total={user?.total}
              href={routes.identities('?kind=user')}
            />
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          <tr className={row}>
            <RowHead about="creation">Creation</RowHead>
            <Cell kind="system" rule="Created as part of an Azure resource">
              {system ? <SystemCreation system={system} loading={loading} /> : <Placeholder />}
            </Cell>
            <Cell kind="user" rule="Created as a stand-alone Azure resource">
              {user ? <UserCreation user={user} loading={loading} /> : <Placeholder />}
            </Cell>
          </tr>
          <tr className={row}>
            <RowHead about="lifecycle">Lifecycle</RowHead>
            <Cell kind="system" rule="Lives and dies with its resource">
              {system ? <SystemLifecycle system={system} loading={loading} /> : <Placeholder />}
            </Cell>
            <Cell kind="user" rule="Independent: deleted only explicitly">
              {user ? <UserLifecycle user={user} loading={loading} /> : <Placeholder />}
            </Cell>
          </tr>
          <tr className={row}>
            <RowHead about="sharing">Sharing across resources</RowHead>
            <Cell kind="system" rule="Cannot be shared: exactly one resource">
              {system ? <SystemSharing system={system} /> : <Placeholder tall />}
            </Cell>
            <Cell kind="user" rule="Can be shared by more than one resource">
              {user ? <UserSharing user={user} loading={loading} /> : <Placeholder tall />}
            </Cell>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
