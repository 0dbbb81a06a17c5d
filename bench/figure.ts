/** One line of the table. */
export interface Figure {
  what: string;
  value: string;
  target: string;
  /** Null: a figure without a target, or not measured. */
  met: boolean | null;
}

/** Measures yield their figures as they get them, so a long run shows where it is. */
export type Measure = () => AsyncGenerator<Figure>;

export const markdownTop = '| figure | value | target | met |\n|---|---:|---:|---|';

export function markdownRow({ what, value, target, met }: Figure): string {
  return `| ${what} | ${value} | ${target} | ${met === null ? '' : met ? 'yes' : '**no**'} |`;
}

/** A figure that must not be above a limit. */
export function atMost(what: string, value: number, limit: number, unit: string): Figure {
  return {
    what,
    value: `${round(value)} ${unit}`.trim(),
    target: `≤ ${limit} ${unit}`.trim(),
    met: value <= limit,
  };
}

export function atLeast(what: string, value: number, limit: number, unit: string): Figure {
  return {
    what,
    value: `${round(value)} ${unit}`.trim(),
    target: `≥ ${limit} ${unit}`.trim(),
    met: value >= limit,
  };
}

export function plain(what: string, value: string): Figure {
  return { what, value, target: '', met: null };
}

export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The value below which the share of all values lies; `values` need not be sorted. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
