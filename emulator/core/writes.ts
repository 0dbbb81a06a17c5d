import { randomUUID } from 'node:crypto';
import type { Clock } from './contract/clock.ts';
import { ArmError } from './contract/errors.ts';
import type { Answer, Method, Provider, Route } from './contract/provider.ts';
import type { World } from './contract/world.ts';
import type { Asker, Write, WriteLog, WriteOutcome } from './contract/write-log.ts';
import type { Operations } from './operations.ts';
import { ownershipOf, requestScope } from './rules/request-scope.ts';

/** The operation an answer goes on with, in its Azure-AsyncOperation or Location header. */
const operationUrl = /\/operation(?:s|Statuses)\/([0-9a-f-]{36})\b/i;

/** Longer than any id Azure has; longer paths are nobody's resources and would only fill the record. */
const maxIdLength = 2048;

/** The operation that the answer began and that somebody can wait for; undefined when it is all there is. */
export function operationOf({ headers = {} }: Answer): string | undefined {
  return operationUrl.exec(headers['azure-asyncoperation'] ?? headers.location ?? '')?.[1];
}

/** The action of a route that checks permissions by itself. */
function actionOf(method: Method, segments: readonly string[]): string {
  const owner = ownershipOf(segments);
  const type = owner
    ? `${owner.namespace}/${owner.type}`
    : 'Microsoft.Resources/subscriptions/resourceGroups';
  if (method === 'POST') return `${type}/action`;
  return `${type}/${method === 'DELETE' ? 'delete' : 'write'}`;
}

/** Told how a write was answered. Must be called once. */
export type Answered = (came: { answer: Answer } | { error: unknown }, body: unknown) => void;

/** Tells the providers that keep records of what is written, whoever writes it. */
export class Writes {
  readonly #logs: readonly WriteLog[];
  readonly #clock: Clock;
  readonly #operations: Operations;

  constructor(providers: readonly Provider[], parts: { world: World; clock: Clock; operations: Operations }) {
    this.#logs = providers.flatMap(({ writeLog }) => writeLog?.(parts.world, parts.clock) ?? []);
    this.#clock = parts.clock;
    this.#operations = parts.operations;
  }

  /** Begins the record of a request. Undefined for what only asks: reads, and POST requests whose permission is a read. */
  begin(
    method: Method,
    segments: readonly string[],
    route: Route,
    asker: Asker,
    requestId: string = randomUUID(),
  ): Answered | undefined {
    if (method === 'GET' || method === 'HEAD' || this.#logs.length === 0) return undefined;
    const action = route.action ?? actionOf(method, segments);
    // What is not built here is not refused by Azure.
    if (action.endsWith('/read') || !route.handle) return undefined;
    const resourceId = requestScope(segments);
    if (resourceId.length > maxIdLength) return undefined;
    const startedTime = this.#clock.now();
    const write: Write = { asker, method, resourceId, action, requestId, startedTime };
    return (came, body) => this.#answered(write, came, body);
  }

  #answered(write: Write, came: { answer: Answer } | { error: unknown }, body: unknown): void {
    if ('error' in came) {
      // Anything else is a mistake of the emulator, not an answer of Azure's.
      if (came.error instanceof ArmError) this.#tell(write, { failure: came.error, body });
      return;
    }
    const operationId = operationOf(came.answer);
    this.#tell(write, { answer: came.answer, body, goesOn: operationId !== undefined });
    if (operationId === undefined) return;
    this.#operations.watch(operationId, (failure) => {
      for (const log of this.#logs) log.ended(write, failure);
    });
  }

  #tell(write: Write, outcome: WriteOutcome): void {
    for (const log of this.#logs) log.answered(write, outcome);
  }
}
