/**
 * The part of a GUID a filter text looks like, or null: at least four hex digits, dashes where a GUID may have them.
 * GUIDs are not in the browser, so such a text is also asked of the server.
 */
export function guidPart(text: string): string | null {
  const candidate = text.trim().toLowerCase();
  const digits = candidate.replaceAll('-', '');
  if (digits.length < 4 || digits.length > 32) return null;
  return /^[0-9a-f]+(-[0-9a-f]+)*-?$/.test(candidate) ? candidate : null;
}
