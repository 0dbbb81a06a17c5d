/** Drawn here, in a square of 16: a library's runtime for them would be fetched before every page's own script. */
const shapes = {
  check: 'M3 8.5 6.5 12 13 4.5',
  chevrons: 'M5 6l3-3 3 3M5 10l3 3 3-3',
  copy: 'M6 6h7v7H6zM3.5 10H3V3h7v.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  down: 'M8 3v10M4.5 9.5 8 13l3.5-3.5',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  monitor: 'M2 3h12v8H2zM5.5 14h5M8 11v3',
  moon: 'M13.5 9.5A6 6 0 1 1 6.5 2.5a4.7 4.7 0 0 0 7 7z',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5l3.5 3.5',
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  up: 'M8 13V3M4.5 6.5 8 3l3.5 3.5',
} as const;

/** A picture beside words that say the same. */
export function Icon({
  name,
  size,
  className,
}: {
  name: keyof typeof shapes;
  size: number;
  className?: string;
}) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={className}
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
