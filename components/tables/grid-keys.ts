/** What a key does in the grid. `move`: places to go, clamped by the caller. Null: the key is not ours. */
export type GridAction =
  | { kind: 'move'; by: number }
  | { kind: 'first' }
  | { kind: 'last' }
  | { kind: 'open' }
  | { kind: 'select'; range: boolean }
  | { kind: 'selectAll' }
  | { kind: 'clear' };

interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** @param page rows that fit on the screen */
export function gridAction(event: Key, page: number): GridAction | null {
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return event.key === 'a' ? { kind: 'selectAll' } : null;
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return { kind: 'move', by: 1 };
    case 'ArrowUp':
    case 'k':
      return { kind: 'move', by: -1 };
    case 'PageDown':
      return { kind: 'move', by: page };
    case 'PageUp':
      return { kind: 'move', by: -page };
    case 'Home':
      return { kind: 'first' };
    case 'End':
      return { kind: 'last' };
    case 'Enter':
      return { kind: 'open' };
    case ' ':
    case 'x':
      return { kind: 'select', range: event.shiftKey };
    case 'Escape':
      return { kind: 'clear' };
    default:
      return null;
  }
}

/** The place to go to from where one is; -1 is "nowhere yet". */
export function nextPlace(action: GridAction, place: number, count: number): number {
  if (count === 0) return -1;
  const last = count - 1;
  switch (action.kind) {
    case 'move':
      if (place === -1) return action.by > 0 ? 0 : last;
      return Math.min(last, Math.max(0, place + action.by));
    case 'first':
      return 0;
    case 'last':
      return last;
    default:
      return place;
  }
}
