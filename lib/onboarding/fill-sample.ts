/** What a sample reaches; also the folder of its file in `public/samples`. */
export const sampleTargets = ['arm', 'key-vault', 'storage'] as const;
export type SampleTarget = (typeof sampleTargets)[number];

/** How a string literal is written in a language. */
type Quoting = (value: string) => string;

/** POSIX shells take everything between two apostrophes as it is. */
const shell: Quoting = (value) => `'${value.replaceAll("'", "'\\''")}'`;
/** PowerShell ends a string at a typographic apostrophe too; doubled, each stands for itself. */
const powerShell: Quoting = (value) => `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
const apostrophes: Quoting = (value) => `'${value.replace(/[\\']/g, '\\$&')}'`;
const quotes: Quoting = (value) => `"${value.replace(/[\\"]/g, '\\$&')}"`;

/** The languages samples are written in. */
export const sampleLanguages = {
  javascript: { label: 'JavaScript and TypeScript', file: 'javascript.mjs', quote: apostrophes },
  python: { label: 'Python', file: 'python.py', quote: apostrophes },
  dotnet: { label: '.NET', file: 'dotnet.cs', quote: quotes },
  java: { label: 'Java', file: 'java.java', quote: quotes },
  go: { label: 'Go', file: 'go.go', quote: quotes },
  curl: { label: 'curl', file: 'curl.sh', quote: shell },
  bash: { label: 'Bash', file: 'bash.sh', quote: shell },
  powershell: { label: 'PowerShell', file: 'powershell.ps1', quote: powerShell },
} as const satisfies Record<string, { label: string; file: string; quote: Quoting }>;
export type SampleLanguage = keyof typeof sampleLanguages;

/** In the order they are offered. */
export const sampleLanguageNames = [
  'javascript',
  'python',
  'dotnet',
  'java',
  'go',
  'curl',
  'bash',
  'powershell',
] as const satisfies readonly SampleLanguage[];

const names = [
  'client-id',
  'subscription-id',
  'vault-url',
  'secret-name',
  'account-url',
  'container',
] as const;

/**
 * What stands in the place of `'your-vault-url'` or `"your-vault-url"` and the like. An empty client ID asks for the
 * VM's default identity.
 */
export type SampleValues = { readonly [Name in (typeof names)[number]]?: string };

const placeholder = new RegExp(`(['"])your-(${names.join('|')})\\1`, 'g');

/** No Azure name has these, and a language may end a line or turn the reading direction at one. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A sample with values in the place of its placeholders, each a literal of the language: nothing in a value can become
 * code. A value that is not given leaves its placeholder for the reader to replace.
 */
export function fillSample(text: string, language: SampleLanguage, values: SampleValues): string {
  const { quote } = sampleLanguages[language];
  return text.replace(placeholder, (literal: string, _mark: string, found: string) => {
    const name = names.find((known) => known === found);
    const value = name === undefined ? undefined : values[name];
    return value === undefined ? literal : quote(value.replace(invisible, ''));
  });
}

/** Path below `public` of a sample. */
export function samplePath(target: SampleTarget, language: SampleLanguage): string {
  return `samples/${target}/${sampleLanguages[language].file}`;
}
