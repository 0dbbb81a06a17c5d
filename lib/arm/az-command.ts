/** A command for a shell: every word quoted unless it is plainly harmless. Names in Azure are other people's text. */
export function az(...words: readonly string[]): string {
  return ['az', ...words].map(shellQuote).join(' ');
}

/** Single quotes hide everything from a POSIX shell but themselves. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
