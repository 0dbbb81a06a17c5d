const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const dateTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `just now`, `4 min ago`, `2 h ago`, `yesterday`, `6 d ago`, then the date. Both in epoch milliseconds. */
export function formatRelative(atMs: number, nowMs: number): string {
  // A clock a little ahead of ours is not the future.
  const ageMs = Math.max(0, nowMs - atMs);
  if (ageMs < minuteMs) return 'just now';
  if (ageMs < hourMs) return `${Math.floor(ageMs / minuteMs)} min ago`;
  if (ageMs < dayMs) return `${Math.floor(ageMs / hourMs)} h ago`;
  if (ageMs < 2 * dayMs) return 'yesterday';
  if (ageMs < 30 * dayMs) return `${Math.floor(ageMs / dayMs)} d ago`;
  return date.format(atMs);
}

/** `23 Nov 2026, 14:02:11 UTC`, in the reader's time zone. */
export function formatAbsolute(atMs: number): string {
  return dateTime.format(atMs);
}

/** `14:02`, in the reader's time zone. */
export function formatClock(atMs: number): string {
  return clock.format(atMs);
}
