import { readFileSync, rmSync } from 'node:fs';

/**
 * Runs `command` and reads the report it leaves. A report of an earlier run never counts; no report, or a failure
 * that no test accounts for, is one failed test. A skipped test is not a passed one: it counts as failed.
 */
async function counts(report, command, read) {
  rmSync(report, { force: true });
  const ok = await command();
  let found;
  try {
    found = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
  const unaccounted = (!ok && found.failed === 0) || found.passed + found.failed === 0;
  return unaccounted ? { ...found, failed: found.failed + 1 } : found;
}

export function vitestCounts(report, command) {
  return counts(report, command, (json) => {
    const tests = json.testResults.flatMap((file) => file.assertionResults);
    const passed = tests.filter(({ status }) => status === 'passed').length;
    // A file that does not load has no tests of its own.
    const broken = json.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return { passed, failed: tests.length - passed + broken.length };
  });
}

export function playwrightCounts(report, command) {
  return counts(report, command, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
  }));
}
