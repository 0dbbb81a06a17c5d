import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto';
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
  expect(publicKey).toMatch(/^ssh-rsa [A-Za-z0-9+/=]{370,} vm-web-01$/);
  const { name, e, n } = numbersOf(publicKey);
  expect(name).toBe('ssh-rsa');
  const own = createPrivateKey(privateKey);
  const signature = createSign('sha256').update('a').sign(own);
  const key = createPublicKey({ key: { kty: 'RSA', e, n }, format: 'jwk' });
  expect(createVerify('sha256').update('a').verify(key, signature)).toBe(true);
  expect(own.asymmetricKeyDetails?.modulusLength).toBe(3072);
});

it('never makes the same twice', async () => {
  const [first, second] = await Promise.all([newSshKeyPair('a'), newSshKeyPair('a')]);
  expect(first.publicKey).not.toBe(second.publicKey);
});
