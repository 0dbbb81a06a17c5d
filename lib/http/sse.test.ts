import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type EventWriter, eventResponse, eventStream } from './sse';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A source that counts its listeners and can be told to speak. */
function source() {
  const seen: EventWriter[] = [];
  const stop = vi.fn();
  const start = (events: EventWriter) => {
    seen.push(events);
    return stop;
  };
  return { start, stop, seen, writer: () => seen[0] ?? expect.fail('The source was not started.') };
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const { done, value } = await reader.read();
  return done ? null : new TextDecoder().decode(value);
}

test('sends events as JSON, a heartbeat between them, and ends when the source does', async () => {
  const { start, stop, writer } = source();
  const beat = vi.fn();
  const reader = eventStream(new AbortController().signal, { start, beat, heartbeatMs: 1000 }).getReader();
  expect(await next(reader)).toBe('retry: 2000\n\n');
  writer().send({ text: 'a\nb' });
  expect(await next(reader)).toBe('data: {"text":"a\\nb"}\n\n');
  vi.advanceTimersByTime(1000);
  expect(await next(reader)).toBe(': still here\n\n');
  expect(beat).toHaveBeenCalledOnce();
  writer().end();
  expect(await next(reader)).toBeNull();
  expect(stop).toHaveBeenCalledOnce();
});

test('a stream its reader cancelled neither throws nor speaks on a later abort, event, end, or heartbeat', async () => {
  const abort = new AbortController();
  const { start, stop, writer } = source();
  const stream = eventStream(abort.signal, { start, heartbeatMs: 1000 });
  await stream.cancel();
  expect(stop).toHaveBeenCalledOnce();
  expect(writer().ended).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  expect(() => {
    abort.abort();
    writer().send('late');
    writer().end();
  }).not.toThrow();
  expect(stop).toHaveBeenCalledOnce();
});

test('a signal that was aborted before ends the stream at once, and the source is not asked', async () => {
  const { start, seen } = source();
  const reader = eventStream(AbortSignal.abort(), { start }).getReader();
  expect(await next(reader)).toBeNull();
  expect(seen).toHaveLength(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('an abort ends the stream after what was sent', async () => {
  const abort = new AbortController();
  const { start, stop, writer } = source();
  const reader = eventStream(abort.signal, { start }).getReader();
  writer().send(1);
  abort.abort();
  writer().send(2);
  expect(await next(reader)).toBe('retry: 2000\n\n');
  expect(await next(reader)).toBe('data: 1\n\n');
  expect(await next(reader)).toBeNull();
  expect(stop).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('a source that ends while it starts is stopped all the same', async () => {
  const stop = vi.fn();
  const reader = eventStream(new AbortController().signal, {
    start(events) {
      events.send('only');
      events.end();
      return stop;
    },
  }).getReader();
  expect(await next(reader)).toBe('retry: 2000\n\n');
  expect(await next(reader)).toBe('data: "only"\n\n');
  expect(await next(reader)).toBeNull();
  expect(stop).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('the answer is not cached, transformed, or buffered', () => {
  const { headers } = eventResponse(eventStream(AbortSignal.abort(), source()));
  expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store, no-transform');
  expect(headers.get('x-accel-buffering')).toBe('no');
});
