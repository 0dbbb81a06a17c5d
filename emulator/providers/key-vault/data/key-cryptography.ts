import {
  constants,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
} from 'node:crypto';
import type { VaultKey } from './tables.ts';
import { vaultErrors } from './vault-error.ts';

/** DigestInfo in front of a digest in RSASSA-PKCS1-v1_5, by algorithm (RFC 8017, section 9.2, note 1). */
const digestInfo = new Map([
  ['RS256', { prefix: '3031300d060960864801650304020105000420', sizeBytes: 32 }],
  ['RS384', { prefix: '3041300d060960864801650304020205000430', sizeBytes: 48 }],
  ['RS512', { prefix: '3051300d060960864801650304020305000440', sizeBytes: 64 }],
]);

const paddings = new Map([
  ['RSA1_5', { padding: constants.RSA_PKCS1_PADDING }],
  ['RSA-OAEP', { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }],
  ['RSA-OAEP-256', { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }],
]);

/** The parts of a JSON Web Key that are no secret. */
export function publicPart(jwk: VaultKey['jwk']): Record<string, string> {
  const names = ['kty', 'n', 'e', 'crv', 'x', 'y'];
  return Object.fromEntries(Object.entries(jwk).filter(([name]) => names.includes(name)));
}

/** `recover` gives the digest a signature was made of, empty when it is none of this key. */
type Computation = 'sign' | 'recover' | 'encrypt' | 'decrypt' | 'wrapKey' | 'unwrapKey';

function signature(privateKey: KeyObject, alg: string, digest: Buffer): Buffer {
  const info = digestInfo.get(alg);
  if (!info) throw vaultErrors.notImplemented(`signatures with ${alg}: Node cannot sign a digest with it`);
  if (digest.length !== info.sizeBytes)
    throw vaultErrors.badParameter(`Invalid length of 'value': ${alg} needs ${info.sizeBytes} bytes.`);
  return privateEncrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
    Buffer.concat([Buffer.from(info.prefix, 'hex'), digest]),
  );
}

function signedDigest(publicKey: KeyObject, alg: string, value: Buffer): Buffer {
  const info = digestInfo.get(alg);
  if (!info) throw vaultErrors.notImplemented(`signatures with ${alg}: Node cannot verify a digest with it`);
  try {
    const opened = publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, value);
    const prefix = Buffer.from(info.prefix, 'hex');
    return opened.subarray(0, prefix.length).equals(prefix)
      ? opened.subarray(prefix.length)
      : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/** A cryptographic operation with an RSA key. 400 for what does not fit the key, 501 for algorithms not built. */
export function computed(key: VaultKey, what: Computation, alg: string, input: Buffer): Buffer {
  if (key.jwk.kty !== 'RSA') throw vaultErrors.notImplemented('cryptography with EC keys');
  const privateKey = createPrivateKey({ key: { ...key.jwk }, format: 'jwk' });
  if (what === 'sign') return signature(privateKey, alg, input);
  const publicKey = createPublicKey({ key: publicPart(key.jwk), format: 'jwk' });
  if (what === 'recover') return signedDigest(publicKey, alg, input);
  const padding = paddings.get(alg);
  if (!padding) throw vaultErrors.badParameter(`Property alg has invalid value ${alg}.`);
  try {
    return what === 'encrypt' || what === 'wrapKey'
      ? publicEncrypt({ key: publicKey, ...padding }, input)
      : privateDecrypt({ key: privateKey, ...padding }, input);
  } catch {
    throw vaultErrors.badParameter('The parameter is incorrect.');
  }
}
