import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { withoutAzure } from '../start/environment.mjs';
import { root, toolEnvironment } from '../start/places.mjs';

/** Runs a tool with its output on the screen. Resolves to whether it exited with 0. No test sees a real Azure. */
export function showCommand(command, args, extra = {}) {
  // Colours are for a screen; in a log they are noise.
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  const env = withoutAzure(toolEnvironment({ CI: '1', ...plain, ...extra }));
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** Whether a command is on the PATH. */
export async function commandExists(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(
    folders.map((folder) =>
      access(path.join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
