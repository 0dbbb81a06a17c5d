import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Response } from '@playwright/test';

/** An access token in its own form: three parts of base64url, the first two JSON. Or a value that only Azure and its reader know. */
const tokenPattern = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/;

/** What must be nowhere but in Azure: the values tests put there, beside every access token. */
const planted = new Set<string>();

/** From now on `value` must not be met in anything the portal sends, keeps, or writes down. */
export function plantSecret(value: string): void {
  planted.add(value);
}

/** What of the text must not be there, shortened; '' when it is clean. */
export function leakIn(text: string): string {
  const token = tokenPattern.exec(text)?.[0];
  if (token !== undefined) return `a token, ${token.slice(0, 24)}…`;
  const secret = [...planted].find((value) => text.includes(value));
  return secret === undefined ? '' : `a planted secret, ${secret.slice(0, 6)}…`;
}

/** Streams never end, and pictures and fonts say nothing. */
const textual = /^(text\/(?!event-stream)|application\/(json|x-ndjson|javascript)|multipart)/;

async function leakOf(response: Response): Promise<string> {
  if (!textual.test(response.headers()['content-type'] ?? '')) return '';
  const body = await response.text().catch(() => '');
  const leak = leakIn(`${JSON.stringify(response.headers())}\n${body}`);
  return leak === '' ? '' : `${response.url()} answered with ${leak}`;
}

/** What is not read by then never ends: an answer whose page was left. */
const patienceMs = 5000;

/** Reads along everything a browser sends and gets. The function returned tells what was there that must not be. */
export function watchTraffic(context: BrowserContext): () => Promise<string[]> {
  const reading: Promise<void>[] = [];
  const found: string[] = [];
  const note = (leak: string) => {
    if (leak !== '') found.push(leak);
  };
  context.on('response', (response) => reading.push(leakOf(response).then(note)));
  context.on('request', (request) => {
    const leak = leakIn(`${request.url()}\n${request.postData() ?? ''}`);
    note(leak === '' ? '' : `${request.url()} was sent with ${leak}`);
  });
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([Promise.all(reading), late]);
    clearTimeout(timer);
    return found;
  };
}

/** Files below the folder that hold what must be nowhere: logs, the store. What is the emulator's own is Azure itself. */
export function leaksInFiles(folder: string): string[] {
  const emulatorsOwn = new Set(['state', 'ready.json', 'emulator.log']);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !emulatorsOwn.has(name.split(path.sep)[0] ?? ''))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .flatMap((file) => {
      const leak = leakIn(readFileSync(file, 'latin1'));
      return leak === '' ? [] : [`${file} holds ${leak}`];
    });
}
