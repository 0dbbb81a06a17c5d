import 'server-only';
import { KnownFirst } from '@/components/live/known-first';
import { KindMark } from '@/components/ui/kind-mark';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { Result } from '@/lib/arm/fault';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { resultOf } from '@/lib/estate/snapshot/known-estate';
import { type CurrentEstate, readyEstate } from '@/lib/estate/snapshot/snapshots';
import { flowInWords, kindsCompared, learnEntries } from '@/lib/onboarding/learn';
import { routes } from '@/lib/routes';

const headings = (
  <thead>
    <tr className="text-left">
      <td className="hidden w-[128px] md:table-cell" />
      <th scope="col" className="px-4 py-2 font-semibold">
        <span className="flex items-center gap-2">
          <KindMark kind="system" size="sm" /> System-assigned
        </span>
      </th>
      <th scope="col" className="px-4 py-2 font-semibold">
        <span className="flex items-center gap-2">
          <KindMark kind="user" size="sm" /> User-assigned
        </span>
      </th>
    </tr>
  </thead>
);

function Row({ title, system, user }: { title: string; system: string; user: string }) {
  return (
    <tr className="border-line border-t align-top max-md:grid max-md:grid-cols-2">
      <th scope="row" className="px-4 py-2 text-left font-semibold text-ink-2 max-md:col-span-2 max-md:pb-0">
        {title}
      </th>
      <td className="px-4 py-2">{system}</td>
      <td className="px-4 py-2">{user}</td>
    </tr>
  );
}

/** A VM of each kind to see the steps on. */
function RealMachines({ estate }: { estate: Result<CurrentEstate> }) {
  if (!estate.ok)
    return (
      <p className="border-line border-t px-4 py-3 text-ink-2">
        Whether a VM has an identity is unknown: {estate.fault.message}
      </p>
    );
  const { view } = estate.value.snapshot;
  const found: { name: string; href: string; kind: string }[] = [];
  for (const [kind, wanted] of [
    ['a system-assigned', /^SystemAssigned/],
    ['a user-assigned', /^UserAssigned/],
  ] as const) {
    for (let row = 0; row < view.hosts.rows; row += 1) {
      if (!view.hosts.isLive(row) || !isVirtualMachine(view.hosts.text('type', row))) continue;
      if (!wanted.test(view.hosts.text('identityType', row))) continue;
      found.push({ name: view.hosts.text('name', row), href: routes.host(view.hostId(row)), kind });
      break;
    }
  }
  if (found.length === 0)
    return (
      <p className="border-line border-t px-4 py-3 text-ink-2">No VM that you can see has an identity.</p>
    );
  return (
    <p className="border-line border-t px-4 py-3 text-ink-2">
      See it on a real VM:{' '}
      {found.map(({ name, href, kind }, index) => (
        <span key={href}>
          {index > 0 && ', '}
          <EntityAnchor href={href}>{name}</EntityAnchor> with {kind} identity
        </span>
      ))}
      .
    </p>
  );
}

/** Every term with its answer, the two kinds side by side, and the seven steps of both in words. */
export function LearnPage() {
  const estate = resultOf<CurrentEstate>(
    async (signal) => ({ ok: true, value: await readyEstate(signal) }),
    'Read the estate',
  );
  return (
    <>
      <PageHeader
        title="Learn about managed identities"
        subtitle="Short answers. Each links to Microsoft’s page."
      />
      <div className="space-y-4">
        <Panel title="The two kinds compared">
          <table className="w-full table-fixed max-md:block max-md:[&_thead]:hidden max-md:[&_tbody]:block">
            <caption className="sr-only">System-assigned and user-assigned identities compared</caption>
            {headings}
            <tbody>
              {kindsCompared.map(([title, system, user]) => (
                <Row key={title} title={title} system={system} user={user} />
              ))}
            </tbody>
          </table>
        </Panel>
        <Panel title="From request to call in seven steps" aside="1–4 once, 5–7 each time code needs a token">
          <table className="w-full table-fixed max-md:block max-md:[&_thead]:hidden max-md:[&_tbody]:block">
            <caption className="sr-only">The seven steps for each kind of identity</caption>
            {headings}
            <tbody>
              {flowInWords.map(({ title, system, user }, index) => (
                <Row key={title} title={`${index + 1}. ${title}`} system={system} user={user} />
              ))}
            </tbody>
          </table>
          <KnownFirst
            value={estate}
            waiting={
              <p role="status" className="border-line border-t px-4 py-3 text-ink-2">
                Looking for a real VM…
              </p>
            }
          >
            {(result) => <RealMachines estate={result} />}
          </KnownFirst>
        </Panel>
        <Panel
          title="Terms"
          aside={<EntityAnchor href={routes.learnServices()}>Services with managed identities</EntityAnchor>}
        >
          <dl>
            {Object.entries(learnEntries).map(([term, { question, answer, source }]) => (
              <div
                key={term}
                id={term}
                className="scroll-mt-4 border-line px-4 py-3 not-first:border-t target:bg-accent-soft"
              >
                <dt className="font-semibold">{question}</dt>
                <dd className="mt-1 max-w-prose text-ink-2">
                  {answer}{' '}
                  <a href={source} target="_blank" rel="noreferrer" className="text-accent underline">
                    Microsoft documentation<span className="sr-only"> for: {question}</span>
                  </a>
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
    </>
  );
}
