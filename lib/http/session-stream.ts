import 'server-only';
import { hasSession } from './session';

/**
 * An event stream that ends when the session of its request does: each event and heartbeat asks again. Other answers
 * are passed on as they are.
 */
export function endedWithSession(request: Request, response: Response): Response {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!isStream || response.body === null) return response;
  const cookie = request.headers.get('cookie');
  const whileSignedIn = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (hasSession(cookie)) controller.enqueue(chunk);
      else controller.terminate();
    },
  });
  const { status, headers } = response;
  return new Response(response.body.pipeThrough(whileSignedIn), { status, headers });
}
