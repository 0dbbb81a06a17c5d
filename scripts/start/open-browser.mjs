import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Opens the person's browser at a link, if there is one. The link itself is not passed to the program: everybody on the
 * machine can read command lines. A page that only the person can read leads to it instead.
 */
export function openBrowser(link, folder) {
  const page = path.join(folder, 'open.html');
  rmSync(page, { force: true });
  writeFileSync(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${link}">\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  const [command, ...args] = openers[process.platform] ?? openers.linux;
  const child = spawn(command, [...args, pathToFileURL(page).href], { stdio: 'ignore', detached: true });
  // No such program, or no desktop: the link is printed as well.
  child.on('error', () => {});
  child.unref();
}

const openers = {
  linux: ['xdg-open'],
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};
