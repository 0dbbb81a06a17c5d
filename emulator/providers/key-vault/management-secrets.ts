import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ArmResource } from '../../core/contract/entities.ts';
import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { param, requireResource, resourceNotFound } from '../../core/tracked/not-found.ts';
import { parseBody } from '../../core/tracked/tracked-resource.ts';
import { groupPath } from '../../core/tracked/tracked-routes.ts';
import { type VaultSecret, vaultObjects } from './data/tables.ts';
import { objectsOf } from './data/vault-objects.ts';
import { vaultType } from './data/vault-type.ts';

const type = `${vaultType}/secrets`;
const path = `${groupPath(vaultType)}/{name}/secrets`;
const pageSize = 25;

const bodySchema = z.object({
  tags: z.record(z.string(), z.string()).nullish(),
  properties: z.object({
    value: z.string().nullish(),
    contentType: z.string().nullish(),
    attributes: z
      .object({
        enabled: z.boolean().nullish(),
        nbf: z.number().int().nullish(),
        exp: z.number().int().nullish(),
      })
      .nullish(),
  }),
});

/** Never the value: Azure Resource Manager writes secrets and shows their properties, but reads none. */
function toWire(vault: ArmResource, secret: VaultSecret): unknown {
  const uri = `https://${vault.name.toLowerCase()}.vault.azure.net/secrets/${secret.name}`;
  return {
    id: `${vault.id}/secrets/${secret.name}`,
    name: secret.name,
    type,
    location: vault.location,
    tags: secret.tags,
    properties: {
      attributes: {
        enabled: secret.enabled,
        ...(secret.notBefore === undefined ? {} : { nbf: secret.notBefore }),
        ...(secret.expires === undefined ? {} : { exp: secret.expires }),
        created: Math.floor(secret.createdTime / 1000),
        updated: Math.floor(secret.updatedTime / 1000),
      },
      ...(secret.contentType ? { contentType: secret.contentType } : {}),
      secretUri: uri,
      secretUriWithVersion: `${uri}/${secret.version}`,
    },
  };
}

/** The current version of each secret that is not deleted, by lower-cased name. */
function currentSecrets(context: Context, vault: ArmResource): Map<string, VaultSecret> {
  const alive = objectsOf(context.world, vault, 'secrets').filter(
    (secret) => secret.deletedTime === undefined,
  );
  return new Map(alive.map((secret) => [secret.name.toLowerCase(), secret]));
}

/** Secrets as child resources of a vault. */
export const managementSecretRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    operation: 'Secrets_List',
    action: `${type}/read`,
    handle: (context) => {
      const vault = requireResource(context, vaultType);
      const rows = [...currentSecrets(context, vault).values()];
      return context.page(rows, pageSize, (secret) => toWire(vault, secret));
    },
  },
  {
    method: 'GET',
    path: `${path}/{secretName}`,
    operation: 'Secrets_Get',
    action: `${type}/read`,
    handle: (context) => {
      const vault = requireResource(context, vaultType);
      const secretName = param(context, 'secretName');
      const secret = currentSecrets(context, vault).get(secretName.toLowerCase());
      if (!secret) throw resourceNotFound(type, `${vault.name}/${secretName}`, vault.resourceGroup);
      return { status: 200, body: toWire(vault, secret) };
    },
  },
  {
    method: 'PUT',
    path: `${path}/{secretName}`,
    operation: 'Secrets_CreateOrUpdate',
    action: `${type}/write`,
    confidential: true,
    handle: (context) => {
      const { world, clock } = context;
      const vault = requireResource(context, vaultType);
      const name = param(context, 'secretName');
      const { properties, tags } = parseBody(bodySchema, context.body);
      if (!/^[a-zA-Z0-9-]{1,127}$/.test(name))
        throw new ArmError(400, 'BadRequest', `The secret name '${name}' is not valid.`);
      const before = currentSecrets(context, vault).get(name.toLowerCase());
      const deleted = objectsOf(world, vault, 'secrets').some(
        (secret) => secret.name.toLowerCase() === name.toLowerCase() && secret.deletedTime !== undefined,
      );
      if (deleted) {
        throw new ArmError(
          409,
          'Conflict',
          `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
        );
      }
      const now = clock.now();
      const { attributes, contentType, value } = properties;
      const secret: VaultSecret = {
        kind: 'secrets',
        vaultId: vault.id,
        name: before?.name ?? name,
        version: randomUUID().replaceAll('-', ''),
        value: value ?? '',
        enabled: attributes?.enabled ?? true,
        ...(attributes?.nbf == null ? {} : { notBefore: attributes.nbf }),
        ...(attributes?.exp == null ? {} : { expires: attributes.exp }),
        ...(contentType ? { contentType } : {}),
        tags: tags ?? {},
        createdTime: now,
        updatedTime: now,
      };
      world.table(vaultObjects).put(secret);
      return { status: before ? 200 : 201, body: toWire(vault, secret) };
    },
  },
];
