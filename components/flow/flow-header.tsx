import { buttonStyle } from '@/components/ui/button-style';
import { KindMark } from '@/components/ui/kind-mark';
import { LinkButton } from '@/components/ui/link-button';
import { Popover } from '@/components/ui/popover';
import { EntityAnchor, PortalLink } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import type { FlowPage } from '@/lib/changes/offers/flow-page';
import { routes } from '@/lib/routes';
import { CopyCurlIsland, ProbeButtonIsland } from './flow-islands';

/** A system-assigned identity is one shape with its VM; a user-assigned one stands beside it. */
function Joined({ flow }: { flow: FlowPage }) {
  const { vm, identity } = flow;
  if (identity === null) return null;
  const isSystem = identity.kind === 'system';
  const cell = 'inline-flex items-center gap-1.5 px-2 py-0.5';
  const color = isSystem
    ? 'border-system-line bg-system-soft text-system'
    : 'border-user-line bg-user-soft text-user';
  return (
    <span className={`inline-flex flex-wrap font-medium text-sm ${isSystem ? '' : 'gap-1.5'}`}>
      {vm && (
        <PortalLink
          href={routes.host(vm.armId)}
          className={`${cell} border bg-surface ${isSystem ? 'rounded-l-md border-system-line border-r-0' : 'rounded-md border-line-strong'}`}
        >
          {vm.name}
        </PortalLink>
      )}
      <PortalLink
        href={identity.href}
        className={`${cell} border ${color} ${isSystem ? 'rounded-r-md' : 'rounded-full'}`}
      >
        <KindMark kind={isSystem ? 'system' : 'user'} size="sm" />
        {isSystem ? 'System-assigned' : identity.name}
      </PortalLink>
    </span>
  );
}

/** The VM or identity that the flow is of, turned to another one by a link. */
function Choices({ flow }: { flow: FlowPage }) {
  if (flow.choices.length < 2) return null;
  return (
    <nav
      aria-label={flow.about === 'vm' ? 'Identities of the VM' : 'VMs with the identity'}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm"
    >
      <span className="text-ink-2">{flow.about === 'vm' ? 'Identity' : 'VM'}</span>
      {flow.choices.map(({ name, href, chosen }) =>
        chosen ? (
          <span key={href} aria-current="true" className="font-semibold">
            {name}
          </span>
        ) : (
          <EntityAnchor key={href} href={href}>
            {name}
          </EntityAnchor>
        ),
      )}
    </nav>
  );
}

/** Whose way it is, when it was last proved, and what can be done. */
export function FlowHeader({
  flow,
  textHref,
  asText,
}: {
  flow: FlowPage;
  textHref: string;
  asText: boolean;
}) {
  const { vm, identity, headline } = { ...flow, headline: flow.flow?.headline };
  const subject = flow.about === 'vm' ? vm?.name : identity?.name;
  return (
    <header className="space-y-2">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 space-y-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="break-words font-semibold text-lg">How {subject} gets access</h1>
            <Joined flow={flow} />
          </div>
          <p className="text-ink-2">
            Seven steps without a stored secret, checked for this {vm ? 'VM' : 'identity'}.{' '}
            {headline && headline.at >= 0 ? (
              <>
                Last probe <RelativeTime at={headline.at} /> by you.
              </>
            ) : (
              identity && 'No probe of this target yet.'
            )}
          </p>
        </div>
        {identity && (
          <div className="flex flex-wrap gap-2 max-md:w-full">
            <CopyCurlIsland command={flow.curl} />
            <ProbeButtonIsland probe={flow.probe} noProbe={flow.noProbe} />
            <Popover
              label="More"
              trigger="⋯"
              triggerLabel="More"
              triggerClassName={buttonStyle()}
              className="p-1"
            >
              <ul className="flex min-w-44 flex-col">
                {[
                  { label: asText ? 'Show as picture' : 'Read as text', href: textHref },
                  ...(vm ? [{ label: `Open ${vm.name}`, href: routes.host(vm.armId) }] : []),
                  { label: 'Open identity', href: identity.href },
                  ...(vm ? [] : [{ label: 'Attach to a VM', href: flow.attachHref }]),
                ].map(({ label, href }) => (
                  <li key={label}>
                    <PortalLink href={href} className="block rounded-sm px-2.5 py-1.5 hover:bg-sunken">
                      {label}
                    </PortalLink>
                  </li>
                ))}
              </ul>
            </Popover>
          </div>
        )}
        {identity === null && (
          <LinkButton variant="primary" href={flow.attachHref}>
            Assign identity
          </LinkButton>
        )}
      </div>
      {identity && flow.noProbe !== '' && <p className="text-ink-2 text-sm">Run probe: {flow.noProbe}</p>}
      <Choices flow={flow} />
    </header>
  );
}
