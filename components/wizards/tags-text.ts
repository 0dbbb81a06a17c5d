/** Tags as a person writes them: `owner=web, cost=1`. The error is a sentence; '' when there is none. */
export function parseTags(text: string): { tags: Record<string, string>; error: string } {
  const tags: Record<string, string> = {};
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const at = part.indexOf('=');
    const name = part.slice(0, at < 0 ? undefined : at).trim();
    if (at < 0 || name === '') return { tags, error: `Write “${part.trim()}” as name=value.` };
    tags[name] = part.slice(at + 1).trim();
  }
  return { tags, error: '' };
}
