import { afterAll, beforeAll, expect, it } from 'vitest';
import { startHarness } from '@/lib/changes/testing/harness';
import { type Probed, ProbeWorld } from '@/lib/changes/testing/probe-world';
import type { ProbeExplanation, ProbeSelector, ProbeTarget } from '@/lib/model/token-probe';

type Kind = 'stall' | 'refused' | 'proxy' | '404' | '410' | '429' | '500' | '503' | 'reset';
interface Row {
  /** Which failure it is. */
  readonly id: string;
  readonly step: 5 | 6 | 7;
  readonly vm?: string;
  readonly selector?: ProbeSelector;
  /** Name of a user-assigned identity; none for the default. */
  readonly as?: string;
  readonly on?: (world: ProbeWorld) => ProbeTarget;
  readonly trouble?: readonly [kind: Kind, match: string];
  /** Properties of the target while it runs. */
  readonly target?: Readonly<Record<string, unknown>>;
  /** Of the repair's label and address; none offered where absent. */
  readonly repair?: RegExp;
}

const secret =
  (secretName = 'warehouse-password') =>
  ({ rbacVault: vaultId }: ProbeWorld): ProbeTarget => ({ kind: 'secret', vaultId, secretName });
const legacy = ({ policyVault: vaultId }: ProbeWorld): ProbeTarget => ({
  kind: 'secret',
  vaultId,
  secretName: 'any',
});
const container = ({ account: accountId }: ProbeWorld): ProbeTarget => ({
  kind: 'container',
  accountId,
  containerName: 'no-such-container',
});
const list = ({ group: scopeId }: ProbeWorld): ProbeTarget => ({ kind: 'arm', scopeId });

const closed = { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [] } };
const disabled = { publicNetworkAccess: 'Disabled' };
const metadata = (kind: Kind) => ({ trouble: [kind, '/metadata/'] as const });
const vault = (kind: Kind) => ({ as: 'reads', trouble: [kind, '^/secrets/'] as const });

const rows: readonly Row[] = [
  { id: 'imds-timeout', step: 5, ...metadata('stall') },
  { id: 'imds-refused', step: 5, ...metadata('refused') },
  { id: 'imds-no-answer', step: 5, ...metadata('reset') },
  { id: 'imds-proxy', step: 5, ...metadata('proxy') },
  { id: 'imds-starting', step: 5, ...metadata('404') },
  { id: 'imds-updating', step: 5, ...metadata('410') },
  { id: 'imds-throttled', step: 5, ...metadata('429') },
  { id: 'imds-failed', step: 6, ...metadata('500') },
  { id: 'imds-several-identities', step: 5, vm: 'two', repair: /^Copy the client ID of id-/ },
  { id: 'imds-no-identity', step: 5, vm: 'bare', repair: /^Assign an identity to vm-bare .*give-identity/ },
  {
    id: 'imds-not-attached',
    step: 5,
    vm: 'bare',
    as: 'free',
    repair: /^Attach id-free to vm-bare .*identity=.*id-free/,
  },
  {
    id: 'imds-not-attached',
    step: 5,
    vm: 'two',
    as: 'free',
    selector: 'object-id',
    repair: /^Attach id-free to vm-two /,
  },
  {
    id: 'imds-unknown-attachment',
    step: 5,
    as: 'ghost',
    selector: 'resource-id',
    repair: /^Repair the attachment on vm-all /,
  },
  { id: 'call-refused', step: 7, ...vault('refused') },
  { id: 'call-timeout', step: 7, ...vault('stall') },
  { id: 'call-no-answer', step: 7, ...vault('reset') },
  { id: 'call-throttled', step: 7, ...vault('429') },
  { id: 'call-failed', step: 7, ...vault('503') },
  {
    id: 'call-unresolved',
    step: 7,
    as: 'reads',
    target: { vaultUri: 'https://kv-moved-away.vault.azure.net/' },
  },
  { id: 'vault-firewall', step: 7, as: 'reads', target: closed },
  { id: 'vault-public-access-disabled', step: 7, as: 'reads', target: disabled },
  { id: 'vault-secret-not-found', step: 7, as: 'reads', on: secret('no-such-secret') },
  {
    id: 'vault-policies-not-roles',
    step: 7,
    as: 'reads',
    on: legacy,
    repair: /^Add an access policy to kv-legacy-prod .*policy/,
  },
  {
    id: 'vault-no-policy',
    step: 7,
    as: 'none',
    on: legacy,
    repair: /^Add an access policy to kv-legacy-prod .*policy/,
  },
  {
    id: 'vault-roles-not-policies',
    step: 7,
    as: 'policy',
    repair: /^Assign Key Vault Secrets User on kv-batch-prod .*role-assignments\/new/,
  },
  { id: 'no-role', step: 7, as: 'none', repair: /^Assign Key Vault Secrets User on kv-batch-prod .*id-none/ },
  {
    id: 'control-plane-only',
    step: 7,
    as: 'manages',
    repair: /^Assign Key Vault Secrets User on kv-batch-prod /,
  },
  {
    id: 'condition',
    step: 7,
    as: 'condition',
    repair: /^Open the role assignment .*role-assignments\/subscriptions/,
  },
  { id: 'denied', step: 7, as: 'deny' },
  { id: 'denied', step: 7, as: 'deny', on: list },
  { id: 'no-role', step: 7, as: 'none', on: list, repair: /^Assign Reader on rg-web / },
  {
    id: 'no-role',
    step: 7,
    as: 'none',
    on: container,
    repair: /^Assign Storage Blob Data Reader on stcontosobatch /,
  },
  {
    id: 'control-plane-only',
    step: 7,
    as: 'manages',
    on: container,
    repair: /^Assign Storage Blob Data Reader on /,
  },
  { id: 'storage-firewall', step: 7, as: 'blobs', on: container, target: closed },
  { id: 'storage-public-access-disabled', step: 7, as: 'blobs', on: container, target: disabled },
  { id: 'storage-container-not-found', step: 7, as: 'blobs', on: container },
  { id: 'call-throttled', step: 7, as: 'blobs', on: container, trouble: ['503', 'no-such-container'] },
];

let world: ProbeWorld;
const found: Probed[] = [];
let explain: (probed: Probed) => ProbeExplanation | null;

async function probe({ vm = 'all', as, selector, on = secret(), trouble, target }: Row): Promise<Probed> {
  const { faults } = world.harness.azure.emulator;
  const at = on(world);
  const id = at.kind === 'secret' ? at.vaultId : at.kind === 'container' ? at.accountId : '';
  const before = world.harness.azure.emulator.world.resources.get(id)?.properties ?? {};
  if (target) world.change(id, target);
  if (trouble) faults.add({ kind: trouble[0], match: trouble[1], machine: world.vm(vm), count: 5 });
  try {
    const identity = as === undefined ? '' : world.identity(as);
    return await world.probe(vm, selector ?? (as === undefined ? 'default' : 'client-id'), identity, at);
  } finally {
    faults.clear();
    if (target) world.change(id, { networkAcls: undefined, publicNetworkAccess: 'Enabled', ...before });
  }
}

beforeAll(async () => {
  world = new ProbeWorld(await startHarness());
  await world.build();
  for (const row of rows) found.push(await probe(row));
  explain = await world.explainer();
}, 300_000);
afterAll(() => world.harness.close());

it.each(rows.map((row, index) => ({ ...row, index, name: `${index + 1} ${row.id}` })))(
  '$name: stops where it should, and says what to do',
  ({ index, id, step, repair }) => {
    const probed = found[index];
    if (!probed) throw new Error('It was not tried.');
    const explanation = explain(probed);
    expect([explanation?.id, explanation?.step, probed.record?.result]).toEqual([
      id,
      step,
      expect.anything(),
    ]);
    expect(probed.operation.steps[0]).toMatchObject({
      state: 'failed',
      fault: { code: `ProbeStopsAt${step}` },
    });
    const offered = explanation?.repair;
    const text = offered ? `${offered.label} ${decodeURIComponent(offered.href)}` : '';
    expect(text).toMatch(repair ?? /^$/);
    expect(JSON.stringify(probed)).not.toMatch(/eyJ[\w-]+\.eyJ/);
  },
);
