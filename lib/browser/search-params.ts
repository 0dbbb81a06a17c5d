/** What Next gives a page of its address. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The scope a page is asked for: '' for everything the caller sees. */
export function scopeOf({ scope }: SearchParams): string {
  return (Array.isArray(scope) ? scope[0] : scope) ?? '';
}
