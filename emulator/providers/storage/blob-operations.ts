import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../core/contract/clock.ts';
import type { ArmResource } from '../../core/contract/entities.ts';
import type { HttpReply, HttpRequest } from '../../core/contract/http.ts';
import type { World } from '../../core/contract/world.ts';
import { blobErrors, escaped, xml } from './blob-error.ts';
import { type Blob, type BlobContainer, blobContainers, blobKey, blobs } from './tables.ts';

/** One request to a storage account's blobs, after authentication. */
export interface BlobCall {
  readonly world: World;
  readonly clock: Clock;
  readonly account: ArmResource;
  readonly request: HttpRequest;
  readonly container: string;
  readonly blob: string;
}

export interface BlobOperation {
  /** Action of Azure RBAC behind `Microsoft.Storage/storageAccounts/blobServices/containers/`. */
  readonly action: string;
  /** Containers are managed by control-plane actions, their blobs by data actions. */
  readonly data: boolean;
  /** e.g. `Blob.List`, for conditions. */
  readonly subOperation?: string;
  readonly handle: (call: BlobCall) => HttpReply | Promise<HttpReply>;
}

const httpTime = (timeMs: number): string => new Date(timeMs).toUTCString();
const newEtag = (): string => `"0x${randomBytes(8).toString('hex').toUpperCase()}"`;

function requireContainer({ world, account, container }: BlobCall): BlobContainer {
  const found = world.table(blobContainers).get(`${account.id}/${container}`);
  if (!found) throw blobErrors.noContainer();
  return found;
}

function findBlob({ world, account, container, blob }: BlobCall): Blob | undefined {
  return world.table(blobs).get(blobKey(account.id, container, blob));
}

function requireBlob(call: BlobCall): Blob {
  requireContainer(call);
  const found = findBlob(call);
  if (!found) throw blobErrors.noBlob();
  return found;
}

/** Throws 412 or 409 when If-Match or If-None-Match is not met. */
function checkConditions(request: HttpRequest, existing: Blob | undefined): void {
  const match = request.headers.get('if-match');
  const noneMatch = request.headers.get('if-none-match');
  if (match && match !== '*' && match !== existing?.etag) throw blobErrors.conditionNotMet();
  if (noneMatch === '*' && existing) throw blobErrors.blobExists();
  if (noneMatch && noneMatch === existing?.etag) throw blobErrors.conditionNotMet();
}

function listContainers({ world, account, request }: BlobCall): HttpReply {
  const prefix = request.query.get('prefix') ?? '';
  const rows = world
    .table(blobContainers)
    .find('account', account.id)
    .filter(({ name }) => name.startsWith(prefix))
    .map(
      ({ name, createdTime, etag }) =>
        `<Container><Name>${name}</Name><Properties><Last-Modified>${httpTime(createdTime)}</Last-Modified><Etag>${escaped(etag)}</Etag><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState></Properties></Container>`,
    );
  return xmlReply(
    `<EnumerationResults ServiceEndpoint="${request.origin}/"><Prefix>${escaped(prefix)}</Prefix><Containers>${rows.join('')}</Containers><NextMarker/></EnumerationResults>`,
  );
}

const maxResults = 5000;

function listBlobs(call: BlobCall): HttpReply {
  const { world, account, container, request } = call;
  requireContainer(call);
  const prefix = request.query.get('prefix') ?? '';
  const delimiter = request.query.get('delimiter');
  if (delimiter) throw blobErrors.notImplemented('lists by hierarchy');
  const size = Math.min(Number(request.query.get('maxresults') ?? maxResults) || maxResults, maxResults);
  const after = Buffer.from(request.query.get('marker') ?? '', 'base64url').toString();
  const all = world
    .table(blobs)
    .find('container', `${account.id}/${container}`)
    .filter(({ name }) => name.startsWith(prefix) && name > after)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const rows = all.slice(0, size);
  const last = all.length > size ? rows.at(-1) : undefined;
  const marker = last ? Buffer.from(last.name).toString('base64url') : '';
  const items = rows.map(
    (blob) =>
      `<Blob><Name>${escaped(blob.name)}</Name><Properties><Creation-Time>${httpTime(blob.createdTime)}</Creation-Time><Last-Modified>${httpTime(blob.changedTime)}</Last-Modified><Etag>${blob.etag.replaceAll('"', '')}</Etag><Content-Length>${blob.sizeBytes}</Content-Length><Content-Type>${escaped(blob.contentType)}</Content-Type><Content-MD5>${blob.md5Base64}</Content-MD5><BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier><AccessTierInferred>true</AccessTierInferred><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState></Properties></Blob>`,
  );
  return xmlReply(
    `<EnumerationResults ServiceEndpoint="${request.origin}/" ContainerName="${container}"><Prefix>${escaped(prefix)}</Prefix><Blobs>${items.join('')}</Blobs><NextMarker>${marker}</NextMarker></EnumerationResults>`,
  );
}

function xmlReply(content: string): HttpReply {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xml(content) };
}

/** Deletes the container with its blobs. */
function deleteContainer(call: BlobCall): void {
  const { world } = call;
  const { accountId, name } = requireContainer(call);
  for (const blob of world.table(blobs).find('container', `${accountId}/${name}`)) {
    world.table(blobs).delete(blobKey(accountId, name, blob.name));
  }
  world.table(blobContainers).delete(`${accountId}/${name}`);
}

function createContainer(call: BlobCall): HttpReply {
  const { world, account, container, clock } = call;
  if (!/^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(container)) throw blobErrors.invalidName();
  if (world.table(blobContainers).get(`${account.id}/${container}`)) throw blobErrors.containerExists();
  const createdTime = clock.now();
  const { etag } = world.table(blobContainers).put({
    accountId: account.id,
    name: container,
    createdTime,
    etag: newEtag(),
  });
  return { status: 201, headers: { etag, 'last-modified': httpTime(createdTime) } };
}

/** Content and headers of a blob; HEAD sends the headers alone. */
function headersOf(blob: Blob): Record<string, string> {
  const metadata = Object.entries(blob.metadata).map(([name, value]) => [`x-ms-meta-${name}`, value]);
  return {
    'content-type': blob.contentType,
    ...(blob.contentEncoding ? { 'content-encoding': blob.contentEncoding } : {}),
    'content-md5': blob.md5Base64,
    etag: blob.etag,
    'last-modified': httpTime(blob.changedTime),
    'x-ms-creation-time': httpTime(blob.createdTime),
    'x-ms-blob-type': 'BlockBlob',
    'x-ms-lease-status': 'unlocked',
    'x-ms-lease-state': 'available',
    'x-ms-server-encrypted': 'true',
    'accept-ranges': 'bytes',
    ...Object.fromEntries(metadata),
  };
}

function getBlob(call: BlobCall): HttpReply {
  const blob = requireBlob(call);
  const { method, headers } = call.request;
  const content = new Uint8Array(Buffer.from(blob.contentBase64, 'base64'));
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.get('x-ms-range') ?? headers.get('range') ?? '');
  if (method === 'HEAD' || !range || content.length === 0)
    return {
      status: 200,
      headers: { ...headersOf(blob), 'content-length': String(content.length) },
      bytes: content,
    };
  const from = Number(range[1]);
  const to = Math.min(range[2] ? Number(range[2]) : content.length - 1, content.length - 1);
  const part = content.slice(from, to + 1);
  const { 'content-md5': md5 = '', ...common } = headersOf(blob);
  return {
    status: 206,
    headers: {
      ...common,
      'x-ms-blob-content-md5': md5,
      'content-range': `bytes ${from}-${to}/${content.length}`,
      'content-length': String(part.length),
    },
    bytes: part,
  };
}

async function putBlob(call: BlobCall): Promise<HttpReply> {
  const { world, account, container, blob: name, request, clock } = call;
  requireContainer(call);
  if (request.query.has('comp'))
    throw blobErrors.notImplemented(`comp=${request.query.get('comp')} of a blob`);
  if (request.headers.get('x-ms-blob-type') !== 'BlockBlob')
    throw blobErrors.notImplemented('page and append blobs');
  if (request.headers.has('x-ms-copy-source')) throw blobErrors.notImplemented('copies');
  const before = findBlob(call);
  checkConditions(request, before);
  const content = Buffer.from(await request.bytes());
  const encoding = request.headers.get('x-ms-blob-content-encoding') ?? undefined;
  const stored = world.table(blobs).put({
    accountId: account.id,
    container,
    name,
    contentBase64: content.toString('base64'),
    sizeBytes: content.length,
    md5Base64: createHash('md5').update(content).digest('base64'),
    contentType:
      request.headers.get('x-ms-blob-content-type') ??
      request.headers.get('content-type') ??
      'application/octet-stream',
    ...(encoding ? { contentEncoding: encoding } : {}),
    metadata: Object.fromEntries(
      [...request.headers]
        .filter(([header]) => header.startsWith('x-ms-meta-'))
        .map(([header, value]) => [header.slice('x-ms-meta-'.length), value]),
    ),
    etag: newEtag(),
    createdTime: before?.createdTime ?? clock.now(),
    changedTime: clock.now(),
  });
  return {
    status: 201,
    headers: {
      etag: stored.etag,
      'last-modified': httpTime(stored.changedTime),
      'content-md5': stored.md5Base64,
      'x-ms-request-server-encrypted': 'true',
    },
  };
}

function deleteBlob(call: BlobCall): HttpReply {
  const blob = requireBlob(call);
  checkConditions(call.request, blob);
  call.world.table(blobs).delete(blobKey(blob.accountId, blob.container, blob.name));
  return { status: 202, headers: { 'x-ms-delete-type-permanent': 'true' } };
}

/** The operation of a request by its method, level and query; undefined when there is none here. */
export function blobOperation(
  request: HttpRequest,
  container: string,
  blob: string,
): BlobOperation | undefined {
  const { method, query } = request;
  const reads = method === 'GET' || method === 'HEAD';
  if (container === '')
    return method === 'GET' && query.get('comp') === 'list'
      ? { action: 'read', data: false, handle: listContainers }
      : undefined;
  if (blob !== '') {
    if (reads) return { action: 'blobs/read', data: true, handle: getBlob };
    if (method === 'PUT') return { action: 'blobs/write', data: true, handle: putBlob };
    if (method === 'DELETE') return { action: 'blobs/delete', data: true, handle: deleteBlob };
    return undefined;
  }
  if (query.get('restype') !== 'container') return undefined;
  if (method === 'GET' && query.get('comp') === 'list')
    return { action: 'blobs/read', data: true, subOperation: 'Blob.List', handle: listBlobs };
  if (query.has('comp')) return undefined;
  if (reads)
    return {
      action: 'read',
      data: false,
      handle: (call) => {
        const { etag, createdTime } = requireContainer(call);
        return { status: 200, headers: { etag, 'last-modified': httpTime(createdTime) } };
      },
    };
  if (method === 'PUT') return { action: 'write', data: false, handle: createContainer };
  if (method === 'DELETE')
    return {
      action: 'delete',
      data: false,
      handle: (call) => {
        deleteContainer(call);
        return { status: 202, headers: {} };
      },
    };
  return undefined;
}
