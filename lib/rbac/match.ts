/**
 * Azure RBAC's wildcard matching of operations.
 *
 * Rules, from "Understand Azure role definitions" (learn.microsoft.com/azure/role-based-access-control/role-definitions):
 * - comparison ignores case;
 * - `*` stands for any text, slashes included, and a string may hold several of them;
 * - a star between two slashes also stands for no segment at all: Managed Identity Operator holds
 *   `Microsoft.ManagedIdentity/userAssignedIdentities/{star}/assign/action`, and Azure lets it do
 *   `Microsoft.ManagedIdentity/userAssignedIdentities/assign/action`.
 */
export type ActionMatcher = (action: string) => boolean;

/** `literal`: that text. `any`: any text. `optional segments`: nothing, or any text that ends with a slash. */
type Piece = { kind: 'literal'; text: string } | { kind: 'any' } | { kind: 'optional segments' };

const compiled = new Map<string, ActionMatcher>();

/** Compiled patterns are kept: roles repeat the same few thousand. Bounded, since custom roles are other people's text. */
const maxCompiled = 20_000;

/** True when the pattern covers the operation (or a pattern taken as text, see `covers`). */
export function matches(pattern: string, action: string): boolean {
  return compile(pattern)(action);
}

/** True when everything `inner` can stand for is also covered by `outer`. Never true wrongly; may be false for odd overlaps. */
export function covers(outer: string, inner: string): boolean {
  return matches(outer, inner);
}

/** A matcher for one pattern. */
export function compile(pattern: string): ActionMatcher {
  const key = pattern.toLowerCase();
  const known = compiled.get(key);
  if (known) return known;
  const matcher = build(key);
  if (compiled.size >= maxCompiled) compiled.clear();
  compiled.set(key, matcher);
  return matcher;
}

function build(pattern: string): ActionMatcher {
  if (pattern === '*') return () => true;
  const star = pattern.indexOf('*');
  if (star < 0) return (action) => action.toLowerCase() === pattern;
  if (star === pattern.length - 1) {
    const prefix = pattern.slice(0, -1);
    return (action) => action.toLowerCase().startsWith(prefix);
  }
  const pieces = piecesOf(pattern);
  return (action) => walk(pieces, action.toLowerCase());
}

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') pieces.push({ kind: 'literal', text: literal });
    literal = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] !== '*') {
      literal += pattern[at];
      continue;
    }
    const betweenSlashes = pattern[at - 1] === '/' && pattern[at + 1] === '/';
    flush();
    pieces.push({ kind: betweenSlashes ? 'optional segments' : 'any' });
    // The slash behind the star belongs to the optional segments.
    if (betweenSlashes) at++;
  }
  flush();
  return pieces;
}

/**
 * Follows all places the text could have been matched up to, piece by piece: time grows with pieces × text, whatever
 * the pattern (a regular expression with several `.*` would not promise that).
 */
function walk(pieces: readonly Piece[], text: string): boolean {
  let places = [0];
  for (const piece of pieces) {
    const next: number[] = [];
    const first = places[0];
    if (first === undefined) return false;
    switch (piece.kind) {
      case 'literal':
        for (const place of places) {
          if (text.startsWith(piece.text, place)) next.push(place + piece.text.length);
        }
        break;
      case 'any':
        for (let place = first; place <= text.length; place++) next.push(place);
        break;
      case 'optional segments': {
        const reached = new Set(places);
        for (let place = first; place <= text.length; place++) {
          if (reached.has(place) || (place > first && text[place - 1] === '/')) next.push(place);
        }
        break;
      }
    }
    places = next;
  }
  return places.at(-1) === text.length;
}
