import type { Route } from 'next';
import type { ReactNode } from 'react';
import { KeepShown } from '@/components/detail/keep-shown';
import { KnownFirst } from '@/components/live/known-first';
import { RefreshOnChange } from '@/components/live/refresh-on-change';
import { EmptyState } from '@/components/ui/empty-state';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { Result } from '@/lib/arm/fault';
import { estateStamp, resultOf } from '@/lib/estate/snapshot/known-estate';

interface DetailPageProps<Detail> {
  back: { label: string; href: Route };
  /** The ARM id the page is of. */
  armId: string;
  read: (armId: string, signal: AbortSignal) => Promise<Result<Detail>>;
  /** What is being done while it is read, e.g. `Read the identity`. */
  during: string;
  children: (detail: Detail) => ReactNode;
}

/** The frame of every detail page: where it sits, its states, and the detail, all drawn by the server. */
export function DetailPage<Detail>({ back, armId, read, during, children }: DetailPageProps<Detail>) {
  const detail = resultOf((signal) => read(armId, signal), during);
  const found = detail.then(async (result) => ({ result, stamp: await estateStamp() }));
  return (
    <div className="flex flex-col gap-4">
      <nav aria-label="Breadcrumb" className="-mb-3 text-ink-2">
        <EntityAnchor href={back.href}>{back.label}</EntityAnchor> /
      </nav>
      <KnownFirst value={found} waiting={<Reading during={during} />}>
        {({ result, stamp }) => (
          <>
            <Shown result={result}>{children}</Shown>
            <RefreshOnChange stamp={stamp} />
          </>
        )}
      </KnownFirst>
    </div>
  );
}

function Reading({ during }: { during: string }) {
  return (
    <>
      <h1 className="font-semibold text-lg">Reading…</h1>
      <p role="status" className="text-ink-2">
        {during}
      </p>
    </>
  );
}

function Shown<Detail>({
  result,
  children,
}: {
  result: Result<Detail>;
  children: (detail: Detail) => ReactNode;
}) {
  if (result.ok) return <KeepShown fault={null}>{children(result.value)}</KeepShown>;
  if (result.fault.status !== 404) return <KeepShown fault={result.fault}>{null}</KeepShown>;
  return (
    <>
      <h1 className="font-semibold text-lg">Not in what you can see</h1>
      <EmptyState title={result.fault.message}>
        It may have been deleted, or it may be somewhere you cannot read: Azure answers the same to both.
      </EmptyState>
    </>
  );
}
