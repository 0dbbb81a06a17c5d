import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { ReadyFile } from '../../core/ready.ts';

const repair = fileURLToPath(new URL('./debian', import.meta.url));
const debianSdks = '/usr/lib/python3/dist-packages/azure/mgmt/compute';

/** Debian's own az does not fit the SDKs beside it. */
function needsRepair(): boolean {
  return existsSync(debianSdks) && !existsSync(join(debianSdks, 'v2022_11_01'));
}

export interface AzResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real az command line, with a configuration and a home of its own, speaking to one emulator. */
export class Az {
  /** Commands run so far. */
  commands = 0;
  readonly #env: NodeJS.ProcessEnv;
  readonly #folder: string;

  private constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#env = env;
  }

  static async create(endpoints: ReadyFile): Promise<Az> {
    const folder = await mkdtemp(join(tmpdir(), 'keyless-az-'));
    await mkdir(join(folder, 'config'));
    // A recent check keeps az from asking the internet for its newest version.
    const versions = {
      'azure-cli': { local: '2.45.0' },
      core: { local: '2.45.0' },
      telemetry: { local: '1.0.8' },
    };
    await writeFile(
      join(folder, 'config', 'versionCheck.json'),
      JSON.stringify({ versions, update_time: '2099-01-01 00:00:00.000000' }),
    );
    return new Az(folder, {
      NODE_ENV: 'test',
      PATH: process.env.PATH ?? '',
      HOME: folder,
      AZURE_CONFIG_DIR: join(folder, 'config'),
      REQUESTS_CA_BUNDLE: endpoints.caFile,
      SSL_CERT_FILE: endpoints.caFile,
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
      AZURE_CORE_ERROR_RECOMMENDATION: 'off',
      AZURE_CORE_SURVEY_MESSAGE: 'no',
      AZURE_CORE_USE_MSAL_HTTP_CACHE: 'false',
      AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
      AZURE_LOGGING_ENABLE_LOG_FILE: 'no',
      ...(needsRepair() ? { PYTHONPATH: repair } : {}),
    });
  }

  /** What a program needs in its environment to use this az as its user would. */
  get environment(): Readonly<NodeJS.ProcessEnv> {
    return this.#env;
  }

  /** Runs `az args…`. Never rejects for what az answers; look at `code`. */
  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<AzResult> {
    this.commands += 1;
    return new Promise((resolve) => {
      execFile(
        'az',
        [...args],
        { env: { ...this.#env, ...env }, maxBuffer: 64 * 1024 * 1024 },
        (error, stdout, stderr) => {
          resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
        },
      );
    });
  }

  /** Runs a command line that must succeed and returns its JSON as the schema reads it. `words` are split at blanks. */
  async json<Schema extends z.ZodType>(
    schema: Schema,
    words: string,
    ...more: string[]
  ): Promise<z.infer<Schema>> {
    return schema.parse(JSON.parse(await this.text(words, ...more, '-o', 'json')));
  }

  /** Runs a command line that must succeed and returns what it printed, without the last line end. */
  async text(words: string, ...more: string[]): Promise<string> {
    const args = [...words.split(' '), ...more];
    const { code, stdout, stderr } = await this.run(args);
    if (code !== 0) throw new Error(`az ${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout.trim();
  }

  /** Runs a command line that must be refused, and returns what az said. */
  async refused(words: string, ...more: string[]): Promise<string> {
    const args = [...words.split(' '), ...more];
    const { code, stdout, stderr } = await this.run(args);
    if (code === 0)
      throw new Error(`az ${args.join(' ')} was expected to be refused, but printed: ${stdout}`);
    return stderr;
  }

  /** Path of a file in az's home, with this text. */
  async file(name: string, text: string): Promise<string> {
    const path = join(this.#folder, name);
    await writeFile(path, text);
    return path;
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
