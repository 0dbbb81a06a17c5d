import { z } from 'zod';
import { jsonReply } from '../../../core/contract/http.ts';
import { type VaultObject, type VaultSecret, vaultObjects } from './tables.ts';
import { attributesSchema, bodyOf, type VaultCall, type VaultOperation } from './vault-call.ts';
import { VaultError, vaultErrors } from './vault-error.ts';
import {
  attributesToWire,
  changesOf,
  newVersion,
  objectUrl,
  requireObject,
  sharedOperations,
} from './vault-objects.ts';

/** Azure's limit of a secret's value. */
const maxValueBytes = 25 * 1024;
const setSchema = attributesSchema.extend({ value: z.string(), contentType: z.string().nullish() });
const patchSchema = attributesSchema.extend({ contentType: z.string().nullish() });

function requireSecret(call: VaultCall): VaultSecret {
  const secret = requireObject(call, 'secrets');
  if (secret.kind !== 'secrets') throw vaultErrors.notFound('secrets', secret.name);
  return secret;
}

/** A secret without its value. */
function itemToWire(call: VaultCall, object: VaultObject, withVersion: boolean): Record<string, unknown> {
  return {
    ...(object.kind === 'secrets' && object.contentType ? { contentType: object.contentType } : {}),
    id: objectUrl(call, object, withVersion),
    attributes: attributesToWire(call.vault, object),
    tags: object.tags,
  };
}

const get = (path: string): VaultOperation => ({
  method: 'GET',
  path,
  dataAction: 'secrets/getSecret/action',
  policy: ['secrets', 'get'],
  handle: (call) => {
    const secret = requireSecret(call);
    if (!secret.enabled) throw vaultErrors.disabled('secrets', 'get');
    return jsonReply(200, { value: secret.value, ...itemToWire(call, secret, true) });
  },
});

/** Secrets of a vault. https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups */
export const secretOperations: readonly VaultOperation[] = [
  ...sharedOperations('secrets', {
    item: itemToWire,
    whole: (call, object) => itemToWire(call, object, true),
  }),
  get('/secrets/{name}'),
  get('/secrets/{name}/{version}'),
  {
    method: 'PUT',
    path: '/secrets/{name}',
    dataAction: 'secrets/setSecret/action',
    policy: ['secrets', 'set'],
    handle: async (call) => {
      const body = await bodyOf(call, setSchema);
      if (Buffer.byteLength(body.value) > maxValueBytes)
        throw new VaultError(400, 'BadParameter', 'The secret value is above the limit of 25 KB.');
      const secret: VaultSecret = {
        ...newVersion(call, 'secrets', body),
        kind: 'secrets',
        value: body.value,
        ...(body.contentType ? { contentType: body.contentType } : {}),
      };
      call.world.table(vaultObjects).put(secret);
      return jsonReply(200, { value: secret.value, ...itemToWire(call, secret, true) });
    },
  },
  ...['/secrets/{name}', '/secrets/{name}/{version}'].map(
    (path): VaultOperation => ({
      method: 'PATCH',
      path,
      dataAction: 'secrets/update/action',
      policy: ['secrets', 'set'],
      handle: async (call) => {
        const body = await bodyOf(call, patchSchema);
        const updated = call.world.table(vaultObjects).put({
          ...requireSecret(call),
          ...changesOf(body),
          ...(body.contentType ? { contentType: body.contentType } : {}),
          updatedTime: call.clock.now(),
        });
        return jsonReply(200, itemToWire(call, updated, true));
      },
    }),
  ),
];
