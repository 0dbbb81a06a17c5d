// Prints a link that opens a session with the Keyless that runs on this machine: `npm run link`.
import { parseLinkOptions } from './start/options.mjs';
import { connects } from './start/port.mjs';
import { Problem, sentence } from './start/problem.mjs';
import { readSecret } from './start/secret-file.mjs';
import { sessionLink } from './start/session-link.mjs';

try {
  const { port } = parseLinkOptions(process.argv.slice(2));
  const secret = readSecret(port);
  if (secret === null || !(await connects('127.0.0.1', port))) {
    throw new Problem(
      `Keyless does not run on port ${port}: start it with npm start, or choose its port with npm run link -- --port N.`,
    );
  }
  console.log(sessionLink(port, secret));
} catch (error) {
  console.error(sentence(error));
  process.exitCode = 1;
}
