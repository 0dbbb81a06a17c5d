import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';

declare global {
  /** Next bundles entries apart from each other: what they must share hangs here. */
  var keylessRequests: AsyncLocalStorage<{ reached: boolean }> | undefined;
}

/** The request that is being answered, and whether it came as far as code of ours. */
export function requests(): AsyncLocalStorage<{ reached: boolean }> {
  globalThis.keylessRequests ??= new AsyncLocalStorage();
  return globalThis.keylessRequests;
}

/** Said by each entry when it begins. Until then, a failure is Next's reading of what the client sent. */
export function markReached(): void {
  const request = requests().getStore();
  if (request) request.reached = true;
}
