import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { dayMs } from '../../../core/contract/clock.ts';
import type { ArmResource } from '../../../core/contract/entities.ts';
import { type HttpReply, jsonReply } from '../../../core/contract/http.ts';
import type { World } from '../../../core/contract/world.ts';
import { type VaultKey, type VaultObject, type VaultSecret, vaultObjects } from './tables.ts';
import { type attributesSchema, pageReply, type VaultCall, type VaultOperation } from './vault-call.ts';
import { vaultErrors } from './vault-error.ts';

type Kind = VaultObject['kind'];
const retentionDays = 90;

/** Everything the vault keeps of a kind, all versions, deleted ones too. */
export function objectsOf(world: World, vault: ArmResource, kind: 'secrets'): readonly VaultSecret[];
export function objectsOf(world: World, vault: ArmResource, kind: 'keys'): readonly VaultKey[];
export function objectsOf(world: World, vault: ArmResource, kind: Kind): readonly VaultObject[];
export function objectsOf(world: World, vault: ArmResource, kind: Kind): readonly VaultObject[] {
  return world.table(vaultObjects).find('vault', `${vault.id}/${kind}`);
}

function versionsOf(call: VaultCall, kind: Kind): readonly VaultObject[] {
  return call.world.table(vaultObjects).find('object', `${call.vault.id}/${kind}/${call.params.name ?? ''}`);
}

/** The version the path names, else the current one. Throws …NotFound. */
export function requireObject(call: VaultCall, kind: Kind): VaultObject {
  const versions = versionsOf(call, kind).filter((object) => object.deletedTime === undefined);
  const { version } = call.params;
  const found =
    version === undefined ? versions.at(-1) : versions.find((object) => object.version === version);
  if (found) return found;
  const { name = '' } = call.params;
  throw vaultErrors.notFound(kind, version === undefined ? name : `${name}/${version}`);
}

/** What a new version has besides its content. Throws when the name is no name or is taken by a deleted object. */
export function newVersion(
  call: VaultCall,
  kind: Kind,
  body: z.output<typeof attributesSchema>,
): Omit<VaultSecret, 'kind' | 'value' | 'contentType'> {
  const { name = '' } = call.params;
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) {
    throw vaultErrors.badParameter(
      `The request URI contains an invalid name: ${name}. A name consists of 1 to 127 letters, digits and dashes.`,
    );
  }
  if (versionsOf(call, kind).some((object) => object.deletedTime !== undefined))
    throw vaultErrors.deletedButRecoverable(kind, name);
  const now = call.clock.now();
  return {
    vaultId: call.vault.id,
    name,
    version: randomUUID().replaceAll('-', ''),
    enabled: true,
    tags: {},
    createdTime: now,
    updatedTime: now,
    ...changesOf(body),
  };
}

/** The attributes a body sets; what it leaves out stays. */
export function changesOf({ attributes, tags }: z.output<typeof attributesSchema>) {
  return {
    ...(attributes?.enabled == null ? {} : { enabled: attributes.enabled }),
    ...(attributes?.nbf == null ? {} : { notBefore: attributes.nbf }),
    ...(attributes?.exp == null ? {} : { expires: attributes.exp }),
    ...(tags == null ? {} : { tags }),
  };
}

export function attributesToWire(vault: ArmResource, object: VaultObject) {
  const purgeable = vault.properties.enablePurgeProtection !== true;
  return {
    enabled: object.enabled,
    ...(object.notBefore === undefined ? {} : { nbf: object.notBefore }),
    ...(object.expires === undefined ? {} : { exp: object.expires }),
    created: Math.floor(object.createdTime / 1000),
    updated: Math.floor(object.updatedTime / 1000),
    recoveryLevel: purgeable ? 'Recoverable+Purgeable' : 'Recoverable',
    recoverableDays: retentionDays,
  };
}

/** `https://{vault}/{kind}/{name}`, with the version when asked. */
export function objectUrl(call: VaultCall, object: VaultObject, withVersion: boolean): string {
  const url = `${call.request.origin}/${object.kind}/${object.name}`;
  return withVersion ? `${url}/${object.version}` : url;
}

function deletionToWire(call: VaultCall, object: VaultObject): Record<string, unknown> {
  if (object.deletedTime === undefined) return {};
  return {
    recoveryId: `${call.request.origin}/deleted${object.kind}/${object.name}`,
    deletedDate: Math.floor(object.deletedTime / 1000),
    scheduledPurgeDate: Math.floor((object.deletedTime + retentionDays * dayMs) / 1000),
  };
}

/** Only the last version of each object, as lists show them. */
function currentOf(objects: readonly VaultObject[]): VaultObject[] {
  return [...new Map(objects.map((object) => [object.name.toLowerCase(), object])).values()];
}

/** How one kind of object shows: in lists and, whole, in answers about one. */
export interface ObjectWire {
  readonly item: (call: VaultCall, object: VaultObject, withVersion: boolean) => Record<string, unknown>;
  readonly whole: (call: VaultCall, object: VaultObject) => Record<string, unknown>;
}

/** What secrets and keys have in common: lists, deletion, recovery. The kinds' own operations come first. */
export function sharedOperations(kind: Kind, wire: ObjectWire): VaultOperation[] {
  const listAction = kind === 'secrets' ? 'secrets/readMetadata/action' : 'keys/read';
  const deletedPath = `/deleted${kind}`;
  const requireDeleted = (call: VaultCall): readonly VaultObject[] => {
    const versions = versionsOf(call, kind).filter((object) => object.deletedTime !== undefined);
    if (versions.length === 0) throw vaultErrors.deletedNotFound(kind, call.params.name ?? '');
    return versions;
  };
  const deletedReply = (call: VaultCall, versions: readonly VaultObject[]): HttpReply => {
    const last = versions.at(-1);
    if (!last) throw vaultErrors.notFound(kind, call.params.name ?? '');
    return jsonReply(200, { ...wire.whole(call, last), ...deletionToWire(call, last) });
  };
  const list = (path: string, deleted: boolean): VaultOperation => ({
    method: 'GET',
    path,
    dataAction: listAction,
    policy: [kind, 'list'],
    handle: (call) =>
      pageReply(
        call,
        currentOf(
          objectsOf(call.world, call.vault, kind).filter(
            (object) => (object.deletedTime !== undefined) === deleted,
          ),
        ),
        (object) => ({ ...wire.item(call, object, false), ...deletionToWire(call, object) }),
      ),
  });
  return [
    list(`/${kind}`, false),
    list(deletedPath, true),
    {
      method: 'GET',
      path: `/${kind}/{name}/versions`,
      dataAction: listAction,
      policy: [kind, 'list'],
      handle: (call) =>
        pageReply(
          call,
          versionsOf(call, kind).filter((object) => object.deletedTime === undefined),
          (object) => wire.item(call, object, true),
        ),
    },
    {
      method: 'DELETE',
      path: `/${kind}/{name}`,
      dataAction: `${kind}/delete`,
      policy: [kind, 'delete'],
      handle: (call) => {
        requireObject(call, kind);
        const deletedTime = call.clock.now();
        const versions = versionsOf(call, kind).map((object) =>
          call.world.table(vaultObjects).put({ ...object, deletedTime }),
        );
        return deletedReply(call, versions);
      },
    },
    {
      method: 'GET',
      path: `${deletedPath}/{name}`,
      dataAction: listAction,
      policy: [kind, 'get'],
      handle: (call) => deletedReply(call, requireDeleted(call)),
    },
    {
      method: 'POST',
      path: `${deletedPath}/{name}/recover`,
      dataAction: `${kind}/recover/action`,
      policy: [kind, 'recover'],
      handle: (call) => {
        const versions = requireDeleted(call).map((object) => {
          const { deletedTime: _deleted, ...recovered } = object;
          return call.world.table(vaultObjects).put(recovered);
        });
        return deletedReply(call, versions);
      },
    },
    {
      method: 'DELETE',
      path: `${deletedPath}/{name}`,
      dataAction: `${kind}/purge/action`,
      policy: [kind, 'purge'],
      handle: (call) => {
        const versions = requireDeleted(call);
        if (call.vault.properties.enablePurgeProtection === true)
          throw vaultErrors.operationForbidden('purge');
        for (const { vaultId, name, version } of versions)
          call.world.table(vaultObjects).delete(`${vaultId}/${kind}/${name}/${version}`);
        return { status: 204, headers: {} };
      },
    },
  ];
}
