import { TableDeclaration } from '../../../core/contract/declared-table.ts';

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

/**
 * Secrets and keys with all their versions, oldest first. `vault` is `vault id/kind`, `object` `vault id/kind/name`.
 * Azure keeps a deleted vault's for a while; its name is free here.
 */
export const vaultObjects = new TableDeclaration<VaultObject, 'vault' | 'object' | 'vaultId'>({
  name: 'vaultObjects',
  key: (row) => `${row.vaultId}/${row.kind}/${row.name}/${row.version}`,
  indexes: {
    vault: (row) => [`${row.vaultId}/${row.kind}`],
    object: (row) => [`${row.vaultId}/${row.kind}/${row.name}`],
    vaultId: (row) => [row.vaultId],
  },
  owner: 'vaultId',
});
