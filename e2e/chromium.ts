import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of the journeys: CHROMIUM, one of the machine's, or Playwright's own; undefined when there is none. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM, ...usual, chromium.executablePath()].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}

export const chromiumArguments = [
  // The sandbox needs a user namespace, which root in a container does not have. Only pages of our own are opened.
  '--no-sandbox',
  '--disable-background-networking',
];

if (import.meta.main) console.log(findChromium() ?? '');
