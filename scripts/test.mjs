// Every test of the project: `npm test`. Runs on the machine's own Node (20 or newer) in a fresh clone; the last
// line is always `N passed, M failed`. `--only lint,types,unit,build,e2e` runs some of it while working.
const [major] = process.versions.node.split('.').map(Number);

if (major < 20) {
  console.error(`Keyless needs Node 20 or newer; this is Node ${process.versions.node}.`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} else {
  import('./test/run.mjs').then(({ run }) => run(process.argv.slice(2)));
}
