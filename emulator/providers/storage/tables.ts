import { TableDeclaration } from '../../core/contract/declared-table.ts';

export interface BlobContainer {
  /** ARM id of the storage account. */
  readonly accountId: string;
  readonly name: string;
  readonly createdTime: number;
  readonly etag: string;
}

export interface Blob {
  readonly accountId: string;
  readonly container: string;
  readonly name: string;
  readonly contentBase64: string;
  readonly sizeBytes: number;
  readonly md5Base64: string;
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly createdTime: number;
  readonly changedTime: number;
}

/** Primary key of a blob. Tables compare keys without case, blob names are case-sensitive: hence hexadecimal. */
export function blobKey(accountId: string, container: string, name: string): string {
  return `${accountId}/${container}/${Buffer.from(name).toString('hex')}`;
}

export const blobContainers = new TableDeclaration<BlobContainer, 'account'>({
  name: 'blobContainers',
  key: (row) => `${row.accountId}/${row.name}`,
  indexes: { account: (row) => [row.accountId] },
  owner: 'account',
});

/** `container` is `account id/container`. */
export const blobs = new TableDeclaration<Blob, 'account' | 'container'>({
  name: 'blobs',
  key: (row) => blobKey(row.accountId, row.container, row.name),
  indexes: {
    account: (row) => [row.accountId],
    container: (row) => [`${row.accountId}/${row.container}`],
  },
  owner: 'account',
});
