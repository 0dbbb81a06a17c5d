/** What goes wrong in a script by its own values, as .NET says it. A script can catch it. */
export class Failure extends Error {}

/** The same, or a Failure in place of what JavaScript throws for such values. */
export function orFailure<Result>(make: () => Result, message: string): Result {
  try {
    return make();
  } catch {
    throw new Failure(message);
  }
}
