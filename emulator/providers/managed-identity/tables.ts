import { TableDeclaration } from '../../core/contract/declared-table.ts';

export interface FederatedCredential {
  /** ARM id of the user-assigned identity it belongs to. */
  readonly identityId: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export const federatedCredentials = new TableDeclaration<FederatedCredential, 'identity'>({
  name: 'federatedCredentials',
  key: (row) => `${row.identityId}/${row.name}`,
  indexes: { identity: (row) => [row.identityId] },
  owner: 'identity',
});
