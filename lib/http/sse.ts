import 'server-only';

const defaultHeartbeatMs = 15_000;

export interface EventWriter {
  /** Writes one event, `data` as JSON. Does nothing once the stream has ended. */
  send(data: unknown): void;
  /** Ends the stream; again does nothing. */
  end(): void;
  readonly ended: boolean;
}

export interface EventProducer {
  /**
   * Called once when somebody reads. Returns what to undo when the stream ends, whoever ends it: the source, the reader,
   * or the signal. Never called when the signal was aborted before.
   */
  start(events: EventWriter): () => void;
  /** Called with each heartbeat. */
  beat?(events: EventWriter): void;
  readonly heartbeatMs?: number;
}

/**
 * A stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). A comment with each heartbeat keeps proxies from closing the connection. Ends with
 * `signal`, when its reader cancels it, and when the source says so; then the source hears no more.
 */
export function eventStream(
  signal: AbortSignal,
  { start, beat, heartbeatMs = defaultHeartbeatMs }: EventProducer,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let release = (): void => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let ended = false;
      let stop: (() => void) | undefined;
      let heartbeat: NodeJS.Timeout | undefined;
      const write = (text: string): void => {
        if (!ended) controller.enqueue(encoder.encode(text));
      };
      release = () => {
        ended = true;
        clearInterval(heartbeat);
        signal.removeEventListener('abort', end);
        const once = stop;
        stop = undefined;
        once?.();
      };
      const end = (): void => {
        if (ended) return;
        release();
        controller.close();
      };
      const events: EventWriter = {
        send: (data) => write(`data: ${JSON.stringify(data)}\n\n`),
        end,
        get ended() {
          return ended;
        },
      };
      if (signal.aborted) return end();
      signal.addEventListener('abort', end, { once: true });
      write('retry: 2000\n\n');
      stop = start(events);
      // A source may end while it starts, when there is nothing to undo yet.
      if (ended) return release();
      heartbeat = setInterval(() => {
        write(': still here\n\n');
        beat?.(events);
      }, heartbeatMs);
      heartbeat.unref();
    },
    cancel() {
      release();
    },
  });
}

/** The stream as an answer. */
export function eventResponse(stream: ReadableStream<Uint8Array>): Response {
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // Reverse proxies that buffer would hold events back.
      'X-Accel-Buffering': 'no',
    },
  });
}
