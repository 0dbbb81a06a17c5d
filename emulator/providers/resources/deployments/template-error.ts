import { ArmError } from '../../../core/contract/errors.ts';

/** What is wrong with a template, in the words that follow "Deployment template validation failed". */
export class TemplateError extends Error {}

export function invalidTemplate(message: string): ArmError {
  return new ArmError(400, 'InvalidTemplate', `Deployment template validation failed: '${message}'.`, {
    gateway: true,
  });
}

/** Runs `work` and turns a TemplateError into Azure's InvalidTemplate; `where` is put before its text. */
export function validated<Result>(work: () => Result, where = ''): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError) throw invalidTemplate(`${where}${error.message}`);
    throw error;
  }
}

const functionsHelp = 'Please see https://aka.ms/arm-functions for usage details.';

export function unknownFunction(name: string): TemplateError {
  return new TemplateError(`The template function '${name}' is not valid. ${functionsHelp}`);
}

export function badArguments(name: string, problem: string): TemplateError {
  return new TemplateError(
    `Unable to evaluate template language function '${name}': ${problem}. ${functionsHelp}`,
  );
}
