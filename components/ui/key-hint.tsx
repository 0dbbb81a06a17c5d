/** A key that does the same; decoration for the eye, the control itself carries `aria-keyshortcuts`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span
      aria-hidden="true"
      className="rounded-sm border border-line bg-surface px-1 font-sans text-xs text-ink-3 select-none"
    >
      {keys}
    </span>
  );
}
