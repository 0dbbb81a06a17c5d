// Proofs that take long, run by hand: `npm run trials -- --only killed,fuzz --seed 7 --count 200`. What `npm test` runs
// of each is a small fixed sample. The last line is always `N passed, M failed`.
import { run } from './trials/run.mjs';

run(process.argv.slice(2));
