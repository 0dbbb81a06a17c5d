import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { newSshKeyPair } from './ssh-key-pair';

/** The numbers of an ssh-rsa key, read as RFC 4253 says. */
function numbersOf(publicKey: string): { name: string; e: string; n: string } {
  const bytes = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const [name, e, n] = parts;
  const plain = (part?: Buffer) => (part?.[0] === 0 ? part.subarray(1) : part)?.toString('base64url') ?? '';
  return { name: name?.toString() ?? '', e: plain(e), n: plain(n) };
}

it('makes a pair that belongs together, in the forms ssh and Azure take', async () => {
  const { publicKey, privateKey } = await newSshKeyPair('vm web 01');
  expect(publicKey).toMatch(/^ssh-rsa [A-Za-z0-9+/=]{700,} vm-web-01$/);
  const { name, e, n } = numbersOf(publicKey);
  expect(name).toBe('ssh-rsa');
  const own = createPrivateKey(privateKey);
  const signature = createSign('sha256').update('a').sign(own);
  const key = createPublicKey({ key: { kty: 'RSA', e, n }, format: 'jwk' });
  expect(createVerify('sha256').update('a').verify(key, signature)).toBe(true);
  expect(own.asymmetricKeyDetails?.modulusLength).toBe(4096);
});

it('never makes the same twice', async () => {
  const [first, second] = await Promise.all([newSshKeyPair('a'), newSshKeyPair('a')]);
  expect(first.publicKey).not.toBe(second.publicKey);
});

// Node says whether the numbers belong together; only OpenSSH says whether somebody can sign in with the files.
const openSsh = spawnSync('ssh-keygen', ['-?']).error === undefined;

it(`is read by OpenSSH${openSsh ? '' : ': NOT CHECKED, ssh-keygen is not installed'}`, async () => {
  const { publicKey, privateKey } = await newSshKeyPair('vm-web-01');
  expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  if (!openSsh) return;
  const directory = mkdtempSync(path.join(tmpdir(), 'keyless-key-'));
  const run = (...args: string[]) => execFileSync('ssh-keygen', args, { encoding: 'utf8' }).trim();
  try {
    const file = path.join(directory, 'vm-web-01.pem');
    // OpenSSH refuses a private key that others can read.
    writeFileSync(file, privateKey, { mode: 0o600 });
    writeFileSync(`${file}.pub`, `${publicKey}\n`);
    expect(run('-y', '-P', '', '-f', file).split(' ').slice(0, 2)).toEqual(publicKey.split(' ').slice(0, 2));
    expect(run('-l', '-f', `${file}.pub`)).toMatch(/^4096 SHA256:\S+ vm-web-01 \(RSA\)$/);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
