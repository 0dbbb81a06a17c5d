/** Each proof: the test file it is, what is counted, and how many of it make the long run. */
export const proofs = [
  { name: 'killed', file: 'lib/changes/run/killed.test.ts', counts: 'portals killed', count: 200 },
  { name: 'journal', file: 'emulator/main.test.ts', counts: 'emulators killed', count: 100 },
  { name: 'fuzz', file: 'emulator/fuzz.test.ts', counts: 'requests', count: 20_000 },
  {
    name: 'rbac',
    file: 'emulator/providers/authorization/evaluate-property.test.ts',
    counts: 'worlds of 60 questions',
    count: 2000,
  },
  {
    name: 'lifecycle',
    file: 'emulator/testing/lifecycle/lifecycle.test.ts',
    counts: 'runs of up to 60 commands',
    count: 400,
  },
  { name: 'inputs', file: 'lib/changes/steps/bad-input.test.ts', counts: 'inputs', count: 10_000 },
];
