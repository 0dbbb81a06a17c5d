import type { Files } from './files.ts';
import { isTest } from './files.ts';
import { readModules } from './modules.ts';
import type { SourceFacts } from './source-facts.ts';

const silencers = /@ts-(?:ignore|expect-error|nocheck)|biome[-]ignore|eslint[-]disable/;
const skips = /^(test|it|describe|suite)(\.\w+)*\.(skip|only|fixme|todo|skipIf|runIf|fail|fails)$/;
const prints = /^console\.\w+$/;
const sleeps = /(^|\.)(waitForTimeout|sleep|delay|setTimeout)$/;

/** Ways around the type checker, the linter and the tests. */
export function escapeViolations(files: Files): string[] {
  return [...readModules(files)].flatMap(([file, { facts }]) => {
    const lines = (files.get(file) ?? '').split('\n');
    const found = [
      ...facts.casts.map(
        ({ line, text }) => `${line}: a cast, parse or narrow instead: ${text.split('\n')[0]}`,
      ),
      ...facts.anys.map(({ line }) => `${line}: any`),
      ...unexplained(facts, lines),
      ...lines.flatMap((text, index) => (silencers.test(text) ? [`${index + 1}: silences a tool`] : [])),
      ...(isTest(file) ? testEscapes(facts) : []),
    ];
    return found.map((violation) => `${file}:${violation}`);
  });
}

/** A `!` needs its reason on the same line or the one above. */
function unexplained(facts: SourceFacts, lines: readonly string[]): string[] {
  return facts.nonNulls
    .filter(
      ({ line }) =>
        ![lines[line - 1], lines[line - 2]].some((text) => text !== undefined && /\/\/|\*/.test(text)),
    )
    .map(({ line }) => `${line}: ! without a reason beside it`);
}

function testEscapes(facts: SourceFacts): string[] {
  const timers = facts.imports.filter(({ specifier }) => /^(node:)?timers\/promises$/.test(specifier));
  return [
    ...facts.calls.filter(({ text }) => skips.test(text)).map(({ line, text }) => `${line}: ${text}`),
    ...facts.calls
      .filter(({ text }) => sleeps.test(text))
      .map(({ line }) => `${line}: sleeps; wait for a condition`),
    ...facts.calls
      .filter(({ text }) => prints.test(text))
      .map(({ line }) => `${line}: prints; assert it, or measure it in bench`),
    ...timers.map(({ line }) => `${line}: sleeps; wait for a condition`),
  ];
}
