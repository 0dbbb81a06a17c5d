/** `4.2 s`, `37 s`, `3 min 10 s`. */
export function durationText(ms: number): string {
  if (ms < 0) return '';
  // Rounded first: 119.7 s are two minutes, not one and sixty seconds.
  const seconds = Math.round(ms / 1000);
  if (seconds >= 60) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const tenths = Math.round(ms / 100);
  return `${tenths < 100 ? (tenths / 10).toFixed(1) : seconds} s`;
}
