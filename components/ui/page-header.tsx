import type { ReactNode } from 'react';

interface PageHeaderProps {
  /** What and how many: `71 identities in Contoso`. */
  title: ReactNode;
  subtitle?: ReactNode;
  /** The primary action is the last one. */
  actions?: ReactNode;
  /** The list the page belongs to. */
  trail?: ReactNode;
}

export function PageHeader({ title, subtitle, actions, trail }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {trail && <div className="mb-0.5 text-ink-2">{trail}</div>}
        <h1 className="text-lg font-semibold break-words">{title}</h1>
        {subtitle && <div className="mt-0.5 text-ink-2">{subtitle}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
