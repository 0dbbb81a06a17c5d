import { rg, uami, vm } from '@/lib/audit/testing/estate-words';
import { type EstateDescription, testAsOfMs } from '@/lib/estate/testing/build-estate';
import type { ProbeExchange, ProbeRecord, ProbeResult } from '@/lib/model/token-probe';
import type { TargetFacts } from '../probe-facts';

// The words that examples of failed probes are said in.

export const machineId = vm('vm-a');
export const idA = uami('id-a');
export const vaultId = `${rg}/providers/Microsoft.KeyVault/vaults/kv`;
export const accountId = `${rg}/providers/Microsoft.Storage/storageAccounts/stlogs`;
export const nowS = testAsOfMs / 1000;

export const fine: ProbeExchange = { status: 200, durationMs: 10, code: '', message: '', trouble: '' };
export const claims = {
  aud: 'https://vault.azure.net',
  iss: 'https://sts.windows.net/t/',
  tid: 't',
  oid: 'pa',
  appid: 'client-of-pa',
  xms_mirid: idA,
  iat: nowS - 60,
  nbf: nowS - 60,
  exp: nowS + 86_000,
};
export const targets = {
  secret: { kind: 'secret', vaultId, secretName: 'db' },
  container: { kind: 'container', accountId, containerName: 'logs' },
  arm: { kind: 'arm', scopeId: rg },
} as const;
export type Kind = keyof typeof targets;

export function record(result: Partial<ProbeResult>, more: Partial<ProbeRecord> = {}): ProbeRecord {
  return {
    operationId: 'op',
    position: 0,
    at: testAsOfMs,
    machineId,
    identityId: idA,
    selector: 'client-id',
    target: targets.secret,
    result: {
      shell: 'sh',
      tokenUrl: 'http://169.254.169.254/metadata/identity/oauth2/token?resource=https%3A%2F%2Fodd.example',
      answeredBy: 'IMDS/150.870.65.1854',
      imds: fine,
      claims: null,
      call: null,
      ...result,
    },
    ...more,
  };
}
export const imds = (status: number, code = '', message = '') => ({
  imds: { ...fine, status, code, message },
});
export const noImds = (trouble: ProbeExchange['trouble']) => ({
  imds: { ...fine, status: 0, trouble },
  answeredBy: '',
});
export const call = (status: number, code = '', message = '', trouble: ProbeExchange['trouble'] = '') => ({
  claims,
  call: {
    ...fine,
    status,
    code,
    message,
    trouble,
    url: 'https://kv.vault.azure.net/secrets/db?api-version=7.4',
    version: '',
  },
});
export const notFound = imds(400, 'invalid_request', 'Identity not found');
export const role = (name: string, more: { condition?: string; created?: number } = {}) => ({
  principalId: 'pa',
  role: name,
  scope: rg,
  ...more,
});
export const condition =
  "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})) OR (@Resource[x] StringEquals 'y'))";
export const deny = {
  armId: 'd',
  name: 'Stack keeps this',
  scope: rg,
  permissions: [{ actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] }],
  principals: ['pa'],
  excludedPrincipals: [],
  doNotApplyToChildScopes: false,
};

export interface Row {
  readonly id: string;
  readonly step: 5 | 6 | 7;
  readonly record: ProbeRecord;
  readonly estate?: EstateDescription;
  readonly target?: Partial<TargetFacts>;
  readonly title?: RegExp;
  /** Of the repair's label and address; null: none. */
  readonly repair?: RegExp | null;
  /** Possible causes instead of one. */
  readonly unsure?: true;
}
export const attached = { hosts: [{ id: machineId, user: [idA] }] };
export const on = (kind: Kind) => ({ target: targets[kind] });
export const policies = (...secrets: string[]) => ({ policies: new Map([['pa', secrets]]) });
export const assign = (name: string) => new RegExp(`^Assign ${name} on .*principal=.*id-a.*access=.*role.*`);
