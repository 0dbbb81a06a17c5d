'use client';

import { usePathname } from 'next/navigation';
import { useShellFacts } from '@/components/live/shell-facts';
import { navPages } from '@/components/shell/nav-pages';
import { Num } from '@/components/ui/num';
import { PortalLink } from '@/components/ui/portal-link';
import { useScope } from '@/lib/browser/use-scope';
import type { ShellFacts } from '@/lib/model/shell-facts';
import { routes } from '@/lib/routes';

const routeHome = routes.overview();

/** The pages there are, with how many things each holds in the chosen scope. */
export function PortalNav({ facts }: { facts: ShellFacts | null }) {
  const pathname = usePathname();
  const { counts } = useShellFacts(facts, useScope());
  return (
    <nav aria-label="Pages">
      <ul className="space-y-0.5">
        {navPages.map((page) => {
          const current = page.href === routeHome ? pathname === routeHome : pathname.startsWith(page.href);
          const count = counts === null ? undefined : page.count?.(counts);
          return (
            <li key={page.href}>
              <PortalLink
                href={page.href}
                aria-current={current ? 'page' : undefined}
                onClick={(event) => event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()}
                className={`flex h-8 items-center justify-between rounded-md px-2 md:h-7 ${
                  current ? 'bg-sunken font-semibold text-ink' : 'text-ink-2 hover:bg-sunken hover:text-ink'
                }`}
              >
                {page.title}
                {count !== undefined && <Num value={count} className="font-normal text-ink-2" />}
              </PortalLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
