const date = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
});
const time = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** `Nov 27, 2026`. Epoch milliseconds; words that the server writes cannot know the reader's time zone. */
export function utcDate(at: number): string {
  return date.format(at);
}

/** `Nov 27, 2026, 9:17 PM UTC`; `Unknown` below 0. Epoch milliseconds. */
export function utcTime(at: number): string {
  return at < 0 ? 'Unknown' : `${time.format(at).replace(/\s/g, ' ')} UTC`;
}
