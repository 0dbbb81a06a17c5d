import { createHook, executionAsyncId } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import path from 'node:path';

interface Begun {
  /** What ran when this was begun. */
  readonly by: number;
  readonly stack: string;
}

const root = process.cwd();
const requestStarts = 'http.client.request.start';

/**
 * The files of the project that stand between a call and a request to Azure, outermost first, as stacks tell it: those
 * of the request itself, and of every promise on the way back to the call. What the SDK calls in turn, such as pipeline
 * policies, is not counted.
 *
 * @param call what is called; the request may be made after it has answered
 * @param isWanted whether a request is the one, by method and path
 */
export async function crossedFiles(
  call: () => Promise<unknown>,
  isWanted: (method: string, path: string) => boolean,
): Promise<string[]> {
  const begun = new Map<number, Begun>();
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 100;
  const hook = createHook({
    init: (id) => void begun.set(id, { by: executionAsyncId(), stack: new Error('begun').stack ?? '' }),
  });
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const seen = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    const { request } = message;
    if (!(request instanceof ClientRequest) || !isWanted(request.method, request.path)) return;
    const stacks = [new Error('request').stack ?? ''];
    for (let at = begun.get(executionAsyncId()); at; at = begun.get(at.by)) stacks.push(at.stack);
    resolve(filesIn(stacks.reverse()));
  };
  subscribe(requestStarts, seen);
  hook.enable();
  try {
    await call();
    return await promise;
  } finally {
    hook.disable();
    unsubscribe(requestStarts, seen);
    Error.stackTraceLimit = limit;
  }
}

/** Files of stacks, from the outermost frame on, until the SDK takes over. */
function filesIn(stacks: readonly string[]): string[] {
  const files = new Set<string>();
  for (const stack of stacks) {
    for (const line of stack.split('\n').reverse()) {
      if (/node_modules\/(@azure|@typespec)\//.test(line)) return [...files];
      const file = /\(?(?:file:\/\/)?(\/[^():]+):\d+:\d+\)?$/.exec(line)?.[1];
      if (file?.startsWith(`${root}/`)) files.add(path.relative(root, file));
    }
  }
  return [...files];
}

/** Of these, what belongs to the product and not to its tests or its packages. */
export function ofProduct(files: readonly string[]): string[] {
  return files.filter((file) => !/(^node_modules\/|\/testing\/|\.test\.ts$)/.test(file));
}
