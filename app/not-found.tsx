import type { Metadata } from 'next';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { routes } from '@/lib/routes';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <>
      <PageHeader title="No such page" />
      <EmptyState
        size="page"
        title="Keyless has no page at this address"
        action={
          <>
            <LinkButton href={routes.overview()} variant="primary">
              Overview
            </LinkButton>
            <LinkButton href={routes.identities()}>Identities</LinkButton>
            <LinkButton href={routes.vms()}>Virtual machines</LinkButton>
          </>
        }
      >
        <p>
          The address may be cut short: a page’s address holds the whole Azure id of what it shows. Search
          finds it by name, press <kbd className="font-sans">⌘K</kbd> or{' '}
          <kbd className="font-sans">Ctrl+K</kbd>.
        </p>
      </EmptyState>
    </>
  );
}
