// Starts Keyless: `npm start`. Runs on the machine's own Node (20 or newer) before anything is installed, so this
// file and scripts/start/ use Node's standard library only.
const [major] = process.versions.node.split('.').map(Number);

if (major < 20) {
  console.error(`Keyless needs Node 20 or newer to start; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  // Imported late: an older Node must get the sentence above, not a syntax error from below.
  import('./start/run.mjs').then(({ run }) => run(process.argv.slice(2)));
}
