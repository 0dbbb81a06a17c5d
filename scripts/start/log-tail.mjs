import { readFileSync } from 'node:fs';

/** The last lines of a log, indented, for the end of an error message; '' when there is no log. */
export function logTail(file, lines = 12) {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return '';
  }
  const tail = text.trimEnd().split('\n').slice(-lines);
  return tail.map((line) => `  ${line}`).join('\n');
}
