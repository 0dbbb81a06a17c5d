import type { ArmResource } from './contract/entities.ts';

interface VaultObjectBase {
  /** ARM id of the vault. */
  readonly vaultId: string;
  readonly name: string;
  /** 32 hexadecimal digits. */
  readonly version: string;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Epoch seconds, as Key Vault writes times. Undefined: no limit. */
  readonly notBefore?: number;
  readonly expires?: number;
  /** Epoch milliseconds. */
  readonly createdTime: number;
  readonly updatedTime: number;
  /** Epoch milliseconds; set on all versions of an object that is deleted but recoverable. */
  readonly deletedTime?: number;
}

export interface VaultSecret extends VaultObjectBase {
  readonly kind: 'secrets';
  readonly value: string;
  readonly contentType?: string;
}

export interface VaultKey extends VaultObjectBase {
  readonly kind: 'keys';
  /** Private key as JSON Web Key. */
  readonly jwk: Readonly<Record<string, string>>;
  readonly operations: readonly string[];
}

/** One version of what a key vault keeps. */
export type VaultObject = VaultSecret | VaultKey;

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

/** Public host name of resources that have a data plane here, under which clients reach it. */
export function publicHostOf(resource: ArmResource): string | undefined {
  switch (resource.type.toLowerCase()) {
    case 'microsoft.keyvault/vaults':
      return `${resource.name}.vault.azure.net`;
    case 'microsoft.storage/storageaccounts':
      return `${resource.name}.blob.core.windows.net`;
    default:
      return undefined;
  }
}

/** The public host name for one the client used: `.vault.localhost` and `.blob.localhost` stand for Azure's suffixes. */
export function publicHostFor(host: string): string {
  return host
    .replace(/\.vault\.localhost$/, '.vault.azure.net')
    .replace(/\.blob\.localhost$/, '.blob.core.windows.net');
}
