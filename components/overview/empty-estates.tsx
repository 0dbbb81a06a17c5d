import { GapsPanel } from '@/components/overview/gaps-panel';
import { buttonStyle } from '@/components/ui/button-style';
import { CopyId } from '@/components/ui/copy-id';
import { EmptyState } from '@/components/ui/empty-state';
import { KindMark } from '@/components/ui/kind-mark';
import { LinkButton } from '@/components/ui/link-button';
import { countOf } from '@/components/ui/num';
import { PageHeader } from '@/components/ui/page-header';
import { WholeEstateLink } from '@/components/ui/portal-link';
import type { EstateSummary } from '@/lib/model/summary';
import { routes } from '@/lib/routes';

/** Signed in, and Azure shows not one subscription. */
export function NothingVisible({ summary }: { summary: EstateSummary }) {
  const { caller, subscriptions } = summary;
  return (
    <>
      <PageHeader title="Azure shows you no subscription" subtitle={`Signed in as ${caller.name}`} />
      <EmptyState size="page" title="This is not an empty estate: it is one you may not look into">
        <p>
          You are signed in as <b className="font-semibold text-ink">{caller.name}</b>
          {caller.tenantName !== '' && ` of ${caller.tenantName}`}, and that account holds no role on any
          subscription. Azure answers such an account with nothing at all, so nothing can be said about the
          identities there.
          {subscriptions.length > 0 &&
            ` ${countOf(subscriptions.length, 'subscription')} can be told to exist: ${subscriptions.map((node) => node.name).join(', ')}.`}
        </p>
        <p>
          Ask an Owner or a User Access Administrator of a subscription for{' '}
          <b className="font-semibold text-ink">Reader</b> on it; it is the smallest role that shows
          identities, virtual machines and grants. They will want your object id:
        </p>
        <p>
          <CopyId value={caller.objectId} label="object id" maxLength={40} />
        </p>
        <p>Once you have it, this page fills by itself. Azure may take up to ten minutes.</p>
      </EmptyState>
      <div className="mt-4">
        <GapsPanel gaps={summary.gaps} />
      </div>
    </>
  );
}

/** Subscriptions without anything that is, has, or could have an identity. */
export function EmptyEstate({ summary }: { summary: EstateSummary }) {
  const visible = summary.subscriptions.filter((node) => node.visible).length;
  const tenant = summary.caller.tenantName || 'your directory';
  return (
    <>
      <PageHeader
        title={`No identities in ${tenant}`}
        subtitle={`No virtual machines either, in ${countOf(visible, 'subscription')} you can see`}
      />
      <EmptyState
        size="page"
        title="Managed identities let code use Azure without a secret"
        action={
          <>
            <LinkButton href={routes.start()} variant="primary">
              Which identity do I need?
            </LinkButton>
            <LinkButton href={routes.newIdentity()}>Create user-assigned identity</LinkButton>
            <LinkButton href={routes.newMachine()}>Create virtual machine</LinkButton>
          </>
        }
      >
        <p>
          Azure keeps the credential and rolls it; code on a resource asks for a token and gets one. There are
          two kinds:
        </p>
        <ul className="space-y-3 pt-1">
          <li className="flex gap-4">
            <span className="w-12 shrink-0 pt-0.5">
              <KindMark kind="system" />
            </span>
            <span>
              <b className="font-semibold text-ink">System-assigned</b> is created as part of a resource, such
              as a virtual machine, cannot be shared, and is deleted with it.
            </span>
          </li>
          <li className="flex gap-4">
            <span className="w-12 shrink-0 pt-0.5">
              <KindMark kind="user" />
            </span>
            <span>
              <b className="font-semibold text-ink">User-assigned</b> is an Azure resource by itself. It can
              be attached to many resources, and stays until somebody deletes it.
            </span>
          </li>
        </ul>
        <p className="pt-1">Create one to get started. What is made elsewhere appears here by itself.</p>
      </EmptyState>
      <div className="mt-4">
        <GapsPanel gaps={summary.gaps} />
      </div>
    </>
  );
}

/** The chosen scope holds nothing; the estate may. */
export function EmptyScope({ where }: { where: string }) {
  return (
    <>
      <PageHeader title={`No identities in ${where}`} />
      <EmptyState
        size="page"
        title="Nothing in this scope"
        action={<WholeEstateLink className={buttonStyle('primary')}>Show everything</WholeEstateLink>}
      >
        <p>No identity, virtual machine or other resource with an identity is visible to you in {where}.</p>
      </EmptyState>
    </>
  );
}
