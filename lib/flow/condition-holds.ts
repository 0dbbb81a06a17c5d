import { matches } from '@/lib/rbac/match';

/** Parts of a condition between `word`s that stand in no parentheses. */
function splitOutside(text: string, word: 'AND' | 'OR'): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (depth === 0 && new RegExp(`^\\s${word}\\s`, 'i').test(text.slice(at, at + word.length + 2))) {
      parts.push(text.slice(from, at));
      from = at + word.length + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
}

/** Without parentheses that hold all of it. */
function bare(text: string): string {
  const inner = /^\(([\s\S]*)\)$/.exec(text)?.[1];
  if (inner === undefined) return text;
  let depth = 0;
  for (const letter of inner) {
    if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    if (depth < 0) return text;
  }
  return bare(inner.trim());
}

function notAbout(text: string, action: string): boolean {
  const [, pattern] = /^!\s*\(\s*ActionMatches\s*\{\s*'([^']*)'\s*\}\s*\)$/i.exec(text) ?? [];
  return pattern !== undefined && !matches(pattern, action);
}

/**
 * Whether the condition of a role assignment certainly holds for an action: because each of its parts says that it is
 * about other actions, as the editor of Azure's portal writes them. Null when that does not decide it: attributes of
 * the request and the resource are not known here.
 * https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
export function conditionHolds(condition: string, action: string): true | null {
  const isSure = (text: string): boolean => {
    const inner = bare(text.trim());
    const all = splitOutside(inner, 'AND');
    if (all.length > 1) return all.every(isSure);
    const any = splitOutside(inner, 'OR');
    if (any.length > 1) return any.some(isSure);
    return notAbout(inner, action);
  };
  return isSure(condition) ? true : null;
}
