import { commandText } from './az-script';
import { commentLines } from './code-text';
import type { Undeclared } from './plan-model';

/** What a language does not say, as comments with the commands that do it. `mark` begins a comment. */
export function noteTexts(undeclared: readonly Undeclared[], mark: string): string[] {
  return undeclared.map(({ title, why, az }) =>
    [title, why, ...az.map(commandText)].flatMap((text) => commentLines(mark, text)).join('\n'),
  );
}

/** The same for an ARM template, whose JSON has no comments: entries of its metadata. */
export function noteEntries(undeclared: readonly Undeclared[]): unknown[] {
  return undeclared.map(({ title, why, az }) => ({ step: title, why, run: az.map(commandText) }));
}
