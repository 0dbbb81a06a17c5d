import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  fillSample,
  type SampleLanguage,
  sampleLanguageNames,
  sampleLanguages,
  samplePath,
  sampleTargets,
} from './fill-sample';

const hostile = `it's "x" \\ $(touch /tmp/no) \`id\` \${HOME} 'your-container' ’quoted’`;

/** What each language must make of the hostile name, written by hand. */
const literals: Record<SampleLanguage, string> = {
  javascript: `'it\\'s "x" \\\\ $(touch /tmp/no) \`id\` \${HOME} \\'your-container\\' ’quoted’'`,
  python: `'it\\'s "x" \\\\ $(touch /tmp/no) \`id\` \${HOME} \\'your-container\\' ’quoted’'`,
  dotnet: `"it's \\"x\\" \\\\ $(touch /tmp/no) \`id\` \${HOME} 'your-container' ’quoted’"`,
  java: `"it's \\"x\\" \\\\ $(touch /tmp/no) \`id\` \${HOME} 'your-container' ’quoted’"`,
  go: `"it's \\"x\\" \\\\ $(touch /tmp/no) \`id\` \${HOME} 'your-container' ’quoted’"`,
  curl: `'it'\\''s "x" \\ $(touch /tmp/no) \`id\` \${HOME} '\\''your-container'\\'' ’quoted’'`,
  bash: `'it'\\''s "x" \\ $(touch /tmp/no) \`id\` \${HOME} '\\''your-container'\\'' ’quoted’'`,
  powershell: `'it''s "x" \\ $(touch /tmp/no) \`id\` \${HOME} ''your-container'' ’’quoted’’'`,
};

describe.each(sampleLanguageNames)('a hostile name in %s', (language) => {
  const mark = language === 'dotnet' || language === 'java' || language === 'go' ? '"' : "'";
  it('stays a literal', () => {
    const text = `a = ${mark}your-vault-url${mark}`;
    expect(fillSample(text, language, { 'vault-url': hostile, container: 'never' })).toBe(
      `a = ${literals[language]}`,
    );
  });
  it('loses what ends lines or turns the reading direction', () => {
    const text = `${mark}your-container${mark}`;
    expect(fillSample(text, language, { container: 'a\n\r\0\u2028\u202eb' })).toBe(`${mark}ab${mark}`);
  });
});

it('is read back as it was by the interpreters that are here', () => {
  const filled = (language: SampleLanguage) =>
    fillSample("'your-vault-url'", language, { 'vault-url': hostile });
  const javascript = `process.stdout.write(${filled('javascript')})`;
  expect(execFileSync(process.execPath, ['-e', javascript], { encoding: 'utf8' })).toBe(hostile);
  expect(execFileSync('sh', ['-c', `printf %s ${filled('curl')}`], { encoding: 'utf8' })).toBe(hostile);
});

describe.each(sampleTargets)('the samples for %s', (target) => {
  it.each(sampleLanguageNames)(
    'are whole in %s: every placeholder is one that can be filled in',
    (language) => {
      const text = readFileSync(`public/${samplePath(target, language)}`, 'utf8');
      const asked = [...text.matchAll(/['"]your-[a-z-]+['"]/g)];
      expect(asked.length).toBeGreaterThanOrEqual(2);
      const filled = fillSample(text, language, {
        'client-id': '',
        'subscription-id': 's',
        'vault-url': 'v',
        'secret-name': 'n',
        'account-url': 'a',
        container: 'c',
      });
      expect(filled).not.toContain('your-');
      expect(text).toContain('With several identities on a VM');
      expect(sampleLanguages[language].label).not.toBe('');
    },
  );
});
