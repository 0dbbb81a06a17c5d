import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { workFolder } from './places.mjs';

/** For as long as the portal of a port runs, its secret, for `npm run link`; nobody else may read it. */
function fileOf(port) {
  return path.join(workFolder, String(port), 'local-secret');
}

export function keepSecret(port, secret) {
  forgetSecret(port);
  // `wx`: a file that somebody else made in the meantime is not written to.
  writeFileSync(fileOf(port), secret, { mode: 0o600, flag: 'wx' });
}

export function forgetSecret(port) {
  rmSync(fileOf(port), { force: true });
}

/** Null when no portal was started on the port. */
export function readSecret(port) {
  try {
    return readFileSync(fileOf(port), 'utf8');
  } catch {
    return null;
  }
}
