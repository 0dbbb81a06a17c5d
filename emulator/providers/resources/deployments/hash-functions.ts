import { createHash } from 'node:crypto';

/** Namespace of the name-based GUIDs that the template function `guid` makes (RFC 9562, version 5). */
const guidNamespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#guid */
export function templateGuid(parts: readonly string[]): string {
  const digest = createHash('sha1').update(guidNamespace).update(parts.join('-')).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const c1 = 0x239b961b;
const c2 = 0xab0e9789;

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function scramble1(k: number): number {
  return Math.imul(rotate(Math.imul(k, c1), 15), c2);
}

function scramble2(k: number): number {
  return Math.imul(rotate(Math.imul(k, c2), 17), c1);
}

/** The 64-bit relative of MurmurHash3 that Azure Resource Manager hashes templates and names with. */
export function templateHash(text: string): bigint {
  const data = Buffer.from(text, 'utf8');
  let h1 = 0;
  let h2 = 0;
  const whole = data.length - (data.length % 8);
  for (let at = 0; at < whole; at += 8) {
    h1 = rotate(h1 ^ scramble1(data.readInt32LE(at)), 19) + h2;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 = rotate(h2 ^ scramble2(data.readInt32LE(at + 4)), 13) + h1;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
  }
  const rest = Buffer.alloc(8);
  data.copy(rest, 0, whole);
  if (data.length - whole > 4) h2 ^= scramble2(rest.readInt32LE(4));
  if (data.length > whole) h1 ^= scramble1(rest.readInt32LE(0));
  h1 ^= data.length;
  h2 ^= data.length;
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  h1 = mix(h1);
  h2 = mix(h2);
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  return (BigInt(h2 >>> 0) << 32n) | BigInt(h1 >>> 0);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#uniquestring */
export function uniqueString(parts: readonly string[]): string {
  let hash = templateHash(parts.join('-'));
  let text = '';
  for (let index = 0; index < 13; index += 1) {
    text += alphabet[Number(hash >> 59n)] ?? '';
    hash = BigInt.asUintN(64, hash << 5n);
  }
  return text;
}
