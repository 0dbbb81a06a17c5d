import { PortalLink } from '@/components/ui/portal-link';
import { routes } from '@/lib/routes';

const cards = [
  {
    href: routes.tour(),
    title: 'Take the tour',
    text: 'Create a VM and both kinds of identity, prove that they work, delete the VM, and see what survives.',
  },
  {
    href: routes.learn(),
    title: 'Learn the words',
    text: 'Managed identity, service principal, token, scope: each in a few sentences.',
  },
  {
    href: routes.vms(),
    title: 'See how a VM gets access',
    text: 'Open a virtual machine and its authentication flow: seven steps, with evidence for each.',
  },
  {
    href: routes.learnServices(),
    title: 'Find resources without an identity',
    text: 'Which Azure services can have one, and which of your resources don’t yet.',
  },
] as const;

/** What else one may have come for. */
export function StartCards() {
  return (
    <ul className="mt-4 grid gap-4 md:grid-cols-2 xl:grid-cols-4">
      {cards.map(({ href, title, text }) => (
        <li key={title}>
          <PortalLink
            href={href}
            className="block h-full rounded-lg border border-line bg-surface px-4 py-3.5 hover:border-line-strong"
          >
            <span className="block font-semibold">{title}</span>
            <span className="block text-ink-2">{text}</span>
          </PortalLink>
        </li>
      ))}
    </ul>
  );
}
