import 'server-only';
import { randomUUID } from 'node:crypto';

type Input = Readonly<Record<string, unknown>>;

/** Fields that said what things are called. Names are looked up since; nothing that was sent is shown as a fact. */
const names = new Set(['roleName', 'holder', 'holderId']);

function withoutNames(input: Input): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([field]) => !names.has(field)));
}

/** The identity's resource under the name it has now. */
function withPrincipalResource(input: Input): Input {
  const principalResourceId = input.principalResourceId ?? input.holderId;
  return { ...withoutNames(input), ...(principalResourceId === undefined ? {} : { principalResourceId }) };
}

/** An assignment is named by its ID or by what it says; both at once were taken before. */
function removeRole(input: Input): Input {
  if (input.assignmentId !== undefined) return { assignmentId: input.assignmentId };
  return input.principalId === undefined ? withPrincipalResource(input) : withoutNames(input);
}

const changes: Readonly<Record<string, (input: Input) => Input>> = {
  'assign-role': withPrincipalResource,
  'remove-role': removeRole,
  'add-vault-policy': withPrincipalResource,
  'remove-vault-policy': withPrincipalResource,
  // The name the assignment had was not kept: it comes back under one of its own.
  'restore-role': (input) => ({
    ...withoutNames(input),
    assignmentGuid: input.assignmentGuid ?? randomUUID(),
  }),
};

/** The input of a step as its kind takes it since migration 004; one that was stored after it stays as it is. */
export function currentInput(kind: string, input: Input): Input {
  return changes[kind]?.(input) ?? input;
}
