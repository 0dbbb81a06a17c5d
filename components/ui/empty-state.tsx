import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What would be here, and why it is not. */
  children: ReactNode;
  /** The one next step. */
  action?: ReactNode;
  /** `page` stands alone under the page's title, `panel` inside a panel. */
  size?: 'page' | 'panel';
}

export function EmptyState({ title, children, action, size = 'panel' }: EmptyStateProps) {
  const frame = size === 'page' ? 'rounded-md border border-line bg-surface px-6 py-10' : 'px-3.5 py-5';
  return (
    <div className={frame}>
      <p className="font-semibold">{title}</p>
      <div className="mt-1 max-w-prose space-y-2 text-ink-2">{children}</div>
      {action && <div className="mt-4 flex flex-wrap gap-2">{action}</div>}
    </div>
  );
}
