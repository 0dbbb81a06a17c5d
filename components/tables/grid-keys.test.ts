import { expect, test } from 'vitest';
import { gridAction, nextPlace } from './grid-keys';

const press = (key: string, more: Partial<{ shiftKey: boolean; ctrlKey: boolean }> = {}) =>
  gridAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }, 20);

test('moving stays within the rows', () => {
  const move = (key: string, place: number) => {
    const action = press(key);
    return action === null ? null : nextPlace(action, place, 50);
  };
  expect(move('ArrowDown', -1)).toBe(0);
  expect(move('j', 3)).toBe(4);
  expect(move('ArrowDown', 49)).toBe(49);
  expect(move('k', 0)).toBe(0);
  expect(move('PageDown', 40)).toBe(49);
  expect(move('PageUp', 30)).toBe(10);
  expect(move('Home', 30)).toBe(0);
  expect(move('End', 3)).toBe(49);
});

test('space selects, with shift a range; browser shortcuts are left alone', () => {
  expect(press(' ')).toEqual({ kind: 'select', range: false });
  expect(press(' ', { shiftKey: true })).toEqual({ kind: 'select', range: true });
  expect(press('a', { ctrlKey: true })).toEqual({ kind: 'selectAll' });
  expect(press('r', { ctrlKey: true })).toBeNull();
  expect(press('q')).toBeNull();
});

test('in an empty list there is nowhere to go', () => {
  expect(nextPlace({ kind: 'move', by: 1 }, -1, 0)).toBe(-1);
});
