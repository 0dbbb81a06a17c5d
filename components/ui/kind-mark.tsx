/**
 * The two kinds as shapes: a system-assigned identity is one with its resource (a shared border), a user-assigned
 * one stands by itself with the resources that use it beside it.
 */
export function KindMark({ kind, size = 'lg' }: { kind: 'system' | 'user'; size?: 'sm' | 'lg' }) {
  const height = size === 'lg' ? 22 : 12;
  if (kind === 'system') {
    return (
      <svg
        aria-hidden="true"
        viewBox="0 0 40 22"
        width={(height * 40) / 22}
        height={height}
        className="shrink-0 overflow-visible text-system"
      >
        <rect
          x="1"
          y="3"
          width="30"
          height="16"
          rx="3"
          className="fill-system-soft"
          stroke="currentColor"
          strokeWidth="1.5"
        />
        <circle cx="31" cy="11" r="8" fill="currentColor" />
      </svg>
    );
  }
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 48 22"
      width={(height * 48) / 22}
      height={height}
      className="shrink-0 overflow-visible text-user"
    >
      <path
        d="M17 11 L31 3.5 M17 11 H31 M17 11 L31 18.5"
        className="stroke-user-line"
        strokeWidth="1.5"
        fill="none"
      />
      <circle cx="9" cy="11" r="8" fill="currentColor" />
      {[1, 8.5, 16].map((y) => (
        <rect
          key={y}
          x="31"
          y={y}
          width="15"
          height="5.5"
          rx="2"
          className="fill-user-soft"
          stroke="currentColor"
          strokeWidth="1.25"
        />
      ))}
    </svg>
  );
}
