import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { jsonReply } from '../../../core/contract/http.ts';
import { computed, publicPart } from './key-cryptography.ts';
import { type VaultKey, type VaultObject, vaultObjects } from './tables.ts';
import { attributesSchema, bodyOf, type VaultCall, type VaultOperation } from './vault-call.ts';
import { vaultErrors } from './vault-error.ts';
import {
  attributesToWire,
  changesOf,
  newVersion,
  objectUrl,
  requireObject,
  sharedOperations,
} from './vault-objects.ts';

const generate = promisify(generateKeyPair);
const operationsSchema = z.array(z.string()).nullish();
const createSchema = attributesSchema.extend({
  kty: z.string(),
  key_size: z.number().int().nullish(),
  key_ops: operationsSchema,
  crv: z.string().nullish(),
});
const patchSchema = attributesSchema.extend({ key_ops: operationsSchema });
const inputSchema = z.object({ alg: z.string(), value: z.string() });
const verifySchema = z.object({ alg: z.string(), digest: z.string(), value: z.string() });

const jwkSchema = z.record(z.string(), z.string());
const rsaOperations = ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'];
/** Names of the curves in Key Vault and in OpenSSL. */
const curves = new Map([
  ['P-256', 'prime256v1'],
  ['P-384', 'secp384r1'],
  ['P-521', 'secp521r1'],
]);

/** A new private key as JSON Web Key. BadParameter for kinds and sizes Key Vault has not, or that need its HSMs. */
async function newKey(body: z.output<typeof createSchema>): Promise<VaultKey['jwk']> {
  if (body.kty === 'RSA') {
    const modulusLength = body.key_size ?? 2048;
    if (![2048, 3072, 4096].includes(modulusLength))
      throw vaultErrors.badParameter(`Property key_size has invalid value ${modulusLength}.`);
    const { privateKey } = await generate('rsa', { modulusLength });
    return jwkSchema.parse(privateKey.export({ format: 'jwk' }));
  }
  if (body.kty === 'EC') {
    const namedCurve = curves.get(body.crv ?? 'P-256');
    if (!namedCurve) throw vaultErrors.badParameter(`Property crv has invalid value ${body.crv}.`);
    const { privateKey } = await generate('ec', { namedCurve });
    return jwkSchema.parse(privateKey.export({ format: 'jwk' }));
  }
  throw vaultErrors.badParameter(`Property kty has invalid value ${body.kty}: the emulator has RSA and EC.`);
}

function requireKey(call: VaultCall): VaultKey {
  const key = requireObject(call, 'keys');
  if (key.kind !== 'keys') throw vaultErrors.notFound('keys', key.name);
  return key;
}

function itemToWire(call: VaultCall, object: VaultObject, withVersion: boolean): Record<string, unknown> {
  return {
    kid: objectUrl(call, object, withVersion),
    attributes: attributesToWire(call.vault, object),
    tags: object.tags,
  };
}

function keyToWire(call: VaultCall, object: VaultObject): Record<string, unknown> {
  if (object.kind !== 'keys') return {};
  const key = { kid: objectUrl(call, object, true), ...publicPart(object.jwk), key_ops: object.operations };
  return { key, attributes: attributesToWire(call.vault, object), tags: object.tags };
}

const versionPaths = (behind: string): string[] => [
  `/keys/{name}${behind}`,
  `/keys/{name}/{version}${behind}`,
];

/** Verb in the path, operation of the key, data action. */
const cryptography = [
  ['sign', 'sign', 'sign'],
  ['encrypt', 'encrypt', 'encrypt'],
  ['decrypt', 'decrypt', 'decrypt'],
  ['wrapkey', 'wrapKey', 'wrap'],
  ['unwrapkey', 'unwrapKey', 'unwrap'],
] as const;

function usable(call: VaultCall, operation: string): VaultKey {
  const key = requireKey(call);
  if (!key.enabled) throw vaultErrors.disabled('keys', operation);
  if (!key.operations.includes(operation)) throw vaultErrors.operationForbidden(operation);
  return key;
}

/** Keys of a vault. https://learn.microsoft.com/rest/api/keyvault/keys/operation-groups */
export const keyOperations: readonly VaultOperation[] = [
  ...sharedOperations('keys', { item: itemToWire, whole: keyToWire }),
  {
    method: 'POST',
    path: '/keys/{name}/create',
    dataAction: 'keys/create/action',
    policy: ['keys', 'create'],
    handle: async (call) => {
      const body = await bodyOf(call, createSchema);
      const version = newVersion(call, 'keys', body);
      const key: VaultKey = {
        ...version,
        kind: 'keys',
        jwk: await newKey(body),
        operations: body.key_ops ?? (body.kty === 'RSA' ? rsaOperations : ['sign', 'verify']),
      };
      call.world.table(vaultObjects).put(key);
      return jsonReply(200, keyToWire(call, key));
    },
  },
  ...cryptography.flatMap(([verb, operation, action]) =>
    versionPaths(`/${verb}`).map(
      (path): VaultOperation => ({
        method: 'POST',
        path,
        dataAction: `keys/${action}/action`,
        policy: ['keys', operation],
        handle: async (call) => {
          const { alg, value } = await bodyOf(call, inputSchema);
          const key = usable(call, operation);
          const result = computed(key, operation, alg, Buffer.from(value, 'base64url'));
          return jsonReply(200, { kid: objectUrl(call, key, true), value: result.toString('base64url') });
        },
      }),
    ),
  ),
  ...versionPaths('/verify').map(
    (path): VaultOperation => ({
      method: 'POST',
      path,
      dataAction: 'keys/verify/action',
      policy: ['keys', 'verify'],
      handle: async (call) => {
        const { alg, digest, value } = await bodyOf(call, verifySchema);
        const key = usable(call, 'verify');
        const signed = computed(key, 'recover', alg, Buffer.from(value, 'base64url'));
        return jsonReply(200, { value: signed.equals(Buffer.from(digest, 'base64url')) });
      },
    }),
  ),
  ...versionPaths('').map(
    (path): VaultOperation => ({
      method: 'GET',
      path,
      dataAction: 'keys/read',
      policy: ['keys', 'get'],
      handle: (call) => jsonReply(200, keyToWire(call, requireKey(call))),
    }),
  ),
  ...versionPaths('').map(
    (path): VaultOperation => ({
      method: 'PATCH',
      path,
      dataAction: 'keys/update/action',
      policy: ['keys', 'update'],
      handle: async (call) => {
        const body = await bodyOf(call, patchSchema);
        const updated = call.world.table(vaultObjects).put({
          ...requireKey(call),
          ...changesOf(body),
          ...(body.key_ops ? { operations: body.key_ops } : {}),
          updatedTime: call.clock.now(),
        });
        return jsonReply(200, keyToWire(call, updated));
      },
    }),
  ),
];
