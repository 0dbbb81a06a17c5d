import type { Files } from './files.ts';

const maxLines = 300;

/** Files longer than a reader can hold. Tests may be long: they are read one at a time. */
export function sizeViolations(files: Files): string[] {
  return [...files].flatMap(([file, text]) => {
    const lines = text.trimEnd().split('\n').length;
    return lines > maxLines && !/\.(test|spec)\./.test(file)
      ? [`${file}: ${lines} lines, at most ${maxLines}`]
      : [];
  });
}
