import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../start/places.mjs';
import { commandExists } from './command.mjs';

const folder = path.join(root, 'public', 'samples');

/**
 * Parsers of the languages whose samples are not run, as somebody installed them: no package of ours.
 */
const parsers = [
  {
    ending: '.py',
    command: 'python3',
    args: ['-c', 'import ast, sys; ast.parse(open(sys.argv[1]).read())'],
    debian: 'python3',
  },
  { ending: '.go', command: 'gofmt', args: ['-e'], debian: 'golang-go' },
  {
    ending: '.java',
    command: 'javac',
    // Stops after parsing: the libraries are not here.
    args: ['-XDshould-stop.ifNoError=PARSE', '-proc:none', '-d'],
    intoFolder: true,
    debian: 'default-jdk-headless',
  },
  { ending: '.sh', command: 'bash', args: ['-n'], debian: 'bash' },
];
/** No parser of theirs is in Debian. */
const unparsed = ['.ps1 (PowerShell)', '.cs (.NET)'];

/** Parses the code samples with each parser that is here, and says which were not parsed. */
export async function parseSamples() {
  const counts = { passed: 0, failed: 0 };
  const files = readdirSync(folder, { recursive: true }).map(String);
  const scratch = mkdtempSync(path.join(tmpdir(), 'keyless-parsed-'));
  for (const { ending, command, args, intoFolder = false, debian } of parsers) {
    if (!(await commandExists(command))) {
      console.log(
        `${command} is not installed, so samples in *${ending} are not parsed. Debian: apt-get install ${debian}`,
      );
      continue;
    }
    for (const file of files.filter((name) => name.endsWith(ending))) {
      const all = [...args, ...(intoFolder ? [scratch] : []), path.join(folder, file)];
      const { status, stderr } = spawnSync(command, all, { encoding: 'utf8' });
      if (status === 0) counts.passed += 1;
      else counts.failed += 1;
      if (status !== 0) console.error(`${file}: ${stderr}`);
    }
  }
  rmSync(scratch, { recursive: true });
  console.log(`Not parsed, for want of a parser: ${unparsed.join(', ')}`);
  return counts;
}
