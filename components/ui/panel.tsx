import { type ReactNode, useId } from 'react';

interface PanelProps {
  title: ReactNode;
  /** Set in grey at the right end of the title line. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled surface; its rows draw their own hairlines. */
export function Panel({ title, aside, children, className = '' }: PanelProps) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className={`overflow-hidden rounded-md border border-line bg-surface ${className}`}
    >
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 border-b border-line px-3.5 py-2">
        <h2 id={titleId} className="font-semibold">
          {title}
        </h2>
        {aside && <div className="text-ink-2">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
