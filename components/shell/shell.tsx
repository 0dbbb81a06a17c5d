import type { ReactNode } from 'react';
import { LiveListener } from '@/components/live/live-listener';
import { LiveStatus } from '@/components/live/live-status';
import { OperationWatch } from '@/components/plans/operation-watch';
import { CallerChip } from '@/components/shell/caller-chip';
import { LinkNavigation } from '@/components/shell/link-navigation';
import { NavToggle, navId } from '@/components/shell/nav-toggle';
import { PortalNav } from '@/components/shell/portal-nav';
import { ScopePicker } from '@/components/shell/scope-picker';
import { SearchButton } from '@/components/shell/search-button';
import { ThemeToggle } from '@/components/shell/theme-toggle';
import { Wordmark } from '@/components/shell/wordmark';
import type { ShellFacts } from '@/lib/model/shell-facts';

/** The frame of every page. It says what was known when the document was made, and what pages learn afterwards. */
export function Shell({ facts, children }: { facts: ShellFacts | null; children: ReactNode }) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[216px_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only rounded-md bg-ink px-3 py-2 text-canvas focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to content
      </a>
      {/* On a phone a popover in the top layer; from 768 px on the same element is the left column. */}
      <aside
        id={navId}
        aria-label="Scope and pages"
        popover="auto"
        className="h-dvh w-72 max-w-[85vw] flex-col border-r border-line bg-canvas px-2 pt-3 pb-3 shadow-lift backdrop:bg-[var(--veil)] open:flex md:sticky md:top-0 md:flex md:w-auto md:max-w-none md:shadow-none"
      >
        <Wordmark />
        <ScopePicker facts={facts} />
        <PortalNav facts={facts} />
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-11 items-center gap-2 border-b border-line bg-canvas px-3 md:gap-3 md:px-5">
          <NavToggle />
          <SearchButton />
          <div className="ml-auto flex min-w-0 items-center gap-1.5 md:gap-2">
            <LiveStatus />
            <ThemeToggle />
            <CallerChip facts={facts} />
          </div>
        </header>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-3 py-4 outline-none md:px-5 md:py-5">
          {children}
        </main>
        <OperationWatch />
      </div>
      <LinkNavigation />
      <LiveListener />
    </div>
  );
}
