/** Drawn here, not with the shell's: only forms show them. */
const shapes = {
  box: 'M2.5 4.5h11V12a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.5 4.5l1.3-2h8.4l1.3 2M6 7.5h4',
  group: 'M5 2.5H2.5v11H5M11 2.5h2.5v11H11M5.5 5.5h5v5h-5z',
  key: 'M5 5.3a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM7.7 8h6M11.5 8v2.3',
  storage: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.1M5 11h.1',
  subscription: 'M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  vault: 'M2.5 2.5h11v11h-11zM8 5.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM8 8.7V11',
} as const;
export type ScopeIconName = keyof typeof shapes;

/** A picture of a kind of scope, beside words that say the same. */
export function ScopeIcon({ name }: { name: ScopeIconName }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width={16}
      height={16}
      className="shrink-0 text-ink-2"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
