const format = new Intl.NumberFormat('en');

/** `12,345`: how every count in the product is written. */
export function formatCount(value: number): string {
  return format.format(value);
}

/** `1 identity`, `71 identities`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** A number in tabular figures; -1, our sign for unknown, is written so. */
export function Num({ value, className = '' }: { value: number; className?: string }) {
  if (value < 0) return <span className={`text-ink-3 ${className}`}>unknown</span>;
  return <span className={`tabular-nums ${className}`}>{formatCount(value)}</span>;
}
