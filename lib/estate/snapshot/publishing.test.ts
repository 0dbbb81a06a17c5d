import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Publishing } from './publishing';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

test('tells many changes at once, to each listener once, until it stops', () => {
  const publishing = new Publishing();
  const heard = vi.fn();
  const stop = publishing.subscribe(heard);
  publishing.subscribe(heard);
  for (let change = 0; change < 1000; change++) publishing.tell();
  expect(heard).not.toHaveBeenCalled();
  vi.advanceTimersByTime(50);
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  publishing.tell();
  vi.advanceTimersByTime(50);
  expect(heard).toHaveBeenCalledTimes(3);
});

test('says when somebody begins to listen, and whether anybody does', () => {
  const subscribed = vi.fn();
  const publishing = new Publishing(subscribed);
  expect(publishing.hasListeners).toBe(false);
  const stop = publishing.subscribe(() => {});
  expect(subscribed).toHaveBeenCalledOnce();
  expect(publishing.hasListeners).toBe(true);
  stop();
  expect(publishing.hasListeners).toBe(false);
});

test('whoever waits for the next change is let go by it, and listens no more', async () => {
  const publishing = new Publishing();
  const next = publishing.nextChange(never);
  publishing.tell();
  vi.advanceTimersByTime(50);
  await next;
  expect(publishing.hasListeners).toBe(false);
});

test('a wait ends with its signal, aborted before or meanwhile', async () => {
  const publishing = new Publishing();
  const abort = new AbortController();
  const waiting = publishing.nextChange(abort.signal);
  abort.abort(new Error('The reader left.'));
  await expect(waiting).rejects.toThrow('The reader left.');
  await expect(publishing.nextChange(abort.signal)).rejects.toThrow('The reader left.');
  expect(publishing.hasListeners).toBe(false);
});
