/** Everything that may stand at the top. A new entry is a decision about the architecture, not a convenience. */
const folders = ['.ci', 'app', 'bench', 'components', 'docs', 'e2e', 'emulator', 'lib', 'public', 'scripts'];
const files = [
  '.gitignore',
  '.npmrc',
  'README.md',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'proxy.ts',
  'tsconfig.json',
];

/** Names that should not be at the top, and names that are missing there. */
export function treeViolations(entries: readonly string[]): string[] {
  const allowed = [...folders, ...files];
  return [
    ...entries.filter((entry) => !allowed.includes(entry)).map((entry) => `${entry} is not part of the tree`),
    ...allowed.filter((name) => !entries.includes(name)).map((name) => `${name} is missing`),
  ];
}
