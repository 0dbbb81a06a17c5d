import 'server-only';
import { closeOperations, resumeOperations } from './operation-service';

/** How soon what a portal did not finish is taken up: its lease has to run out first. */
const everyMs = 3000;

declare global {
  var keylessKeepsGoing: NodeJS.Timeout | undefined;
}

/** Takes up operations nobody works on, now and again and again: after a crash, or when another portal ended. */
export function keepOperationsGoing(): void {
  let said = '';
  const attempt = async (): Promise<void> => {
    try {
      await resumeOperations();
      said = '';
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      // Azure may not be there yet, or nobody is signed in: said once, tried again.
      if (text !== said) console.error('Operations cannot be resumed for now:', text);
      said = text;
    }
  };
  if (globalThis.keylessKeepsGoing !== undefined) return;
  globalThis.keylessKeepsGoing = setInterval(() => void attempt(), everyMs);
  globalThis.keylessKeepsGoing.unref();
  // Next ends the process once its own requests are answered.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      clearInterval(globalThis.keylessKeepsGoing);
      void closeOperations();
    });
  void attempt();
}
