import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CryptoKey, exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, importSPKI } from 'jose';

/** The key pair a tenant signs its tokens with. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly kid: string;
}

async function kidOf(publicKey: CryptoKey): Promise<string> {
  return createHash('sha1')
    .update(await exportSPKI(publicKey))
    .digest('base64url');
}

/** One key for all emulators of a process without a state: making one costs more than everything else at start. */
let shared: Promise<SigningKey> | undefined;

export function signingKey(): Promise<SigningKey> {
  shared ??= generate();
  return shared;
}

async function generate(): Promise<SigningKey> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  return { ...pair, kid: await kidOf(pair.publicKey) };
}

/** The key kept beside a state, so that tokens survive a restart. The file is readable by its owner only. */
export async function storedSigningKey(directory: string): Promise<SigningKey> {
  const file = join(directory, 'signing-key.pem');
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    const boundary = text.indexOf('-----BEGIN PUBLIC KEY-----');
    const publicKey = await importSPKI(text.slice(boundary), 'RS256', { extractable: true });
    return {
      privateKey: await importPKCS8(text.slice(0, boundary), 'RS256'),
      publicKey,
      kid: await kidOf(publicKey),
    };
  }
  const key = await generate();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${await exportPKCS8(key.privateKey)}\n${await exportSPKI(key.publicKey)}`, {
    mode: 0o600,
  });
  return key;
}
