import { targetFactsOf } from '@/lib/changes/run/shown-probes';
import { until } from '@/lib/estate/testing/emulated-estate';
import { explainProbe } from '@/lib/flow/explain-probe/explain-probe';
import { probeFacts, type TargetFacts } from '@/lib/flow/explain-probe/probe-facts';
import type { Operation } from '@/lib/model/operation';
import type { ProbeRecord, ProbeSelector, ProbeTarget } from '@/lib/model/token-probe';
import { type Harness, stepOf } from './harness';
import { publicKey } from './step-plans';

const roles = {
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  secrets: '4633458b-17de-408a-b874-0445c86b69e6',
  blobs: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
};
const otherSecret =
  "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'another'))";

export interface Probed {
  readonly operation: Operation;
  /** Undefined when the step ended before its script answered. */
  readonly record: ProbeRecord | undefined;
  readonly target: TargetFacts | undefined;
}

/** Virtual machines and identities that fail in every way, in a tenant of their own, and targets to try them on. */
export class ProbeWorld {
  readonly harness: Harness;
  readonly group: string;
  readonly rbacVault: string;
  readonly policyVault: string;
  readonly account: string;

  constructor(harness: Harness) {
    this.harness = harness;
    this.group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
    const named = (name: string): string => {
      const found = [...harness.azure.emulator.world.resources.values()].find((one) => one.name === name);
      if (!found) throw new Error(`Nothing in this scenario is called ${name}.`);
      return found.id;
    };
    this.rbacVault = named('kv-batch-prod');
    this.policyVault = named('kv-legacy-prod');
    this.account = named('stcontosobatch');
  }

  vm(name: string): string {
    return `${this.group}/providers/Microsoft.Compute/virtualMachines/vm-${name}`;
  }

  identity(name: string): string {
    return `${this.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${name}`;
  }

  /** Changes a resource behind everybody's back. */
  change(id: string, properties: Readonly<Record<string, unknown>>): void {
    const { resources } = this.harness.azure.emulator.world;
    const found = resources.get(id);
    if (!found) throw new Error(`There is no ${id}.`);
    resources.put({ ...found, properties: { ...found.properties, ...properties } });
  }

  async build(): Promise<void> {
    const { group } = this;
    const names = ['none', 'reads', 'manages', 'condition', 'deny', 'policy', 'free', 'ghost', 'blobs'];
    const machine = (name: string, system: boolean, user: string[]) =>
      stepOf(
        'create-machine',
        {
          groupId: group,
          name: `vm-${name}`,
          location: 'westeurope',
          sshPublicKey: publicKey,
          system,
          identityIds: user.map((one) => this.identity(one)),
        },
        1,
      );
    const assign = (name: string, scope: string, roleGuid: string, condition = '') =>
      stepOf('assign-role', { principalResourceId: this.identity(name), scope, roleGuid, condition }, 2);
    const { state } = await this.harness.run([
      ...names.map((name) =>
        stepOf('create-identity', { groupId: group, name: `id-${name}`, location: 'westeurope' }, 0),
      ),
      machine(
        'all',
        true,
        names.filter((one) => one !== 'free'),
      ),
      machine('two', false, ['none', 'reads']),
      machine('bare', false, []),
      assign('reads', this.rbacVault, roles.secrets),
      assign('reads', this.policyVault, roles.secrets),
      assign('reads', group, roles.reader),
      assign('blobs', this.account, roles.blobs),
      assign('manages', this.rbacVault, roles.contributor),
      assign('manages', this.account, roles.contributor),
      assign('condition', this.rbacVault, roles.secrets, otherSecret),
      assign('deny', this.rbacVault, roles.secrets),
      assign('deny', group, roles.reader),
    ]);
    if (state !== 'succeeded') throw new Error('The stage could not be set.');
    const open = { networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' } };
    for (const store of [this.rbacVault, this.policyVault, this.account]) this.change(store, open);
    const { world } = this.harness.azure.emulator;
    const denied = (await this.principal('deny')) ?? '';
    for (const scope of [this.rbacVault, group])
      world.denyAssignments.put({
        name: crypto.randomUUID(),
        displayName: 'Deployment stack keeps this',
        description: '',
        scope,
        permissions: [{ actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] }],
        principals: [{ id: denied, type: 'ServicePrincipal' }],
        excludePrincipals: [],
        doNotApplyToChildScopes: false,
        isSystemProtected: true,
      });
    const policies = world.resources.get(this.rbacVault)?.properties.accessPolicies;
    const permissions = { keys: [], secrets: ['get'], certificates: [], storage: [] };
    this.change(this.rbacVault, {
      accessPolicies: [
        ...(Array.isArray(policies) ? policies : []),
        { tenantId: world.tenantId, objectId: await this.principal('policy'), permissions },
      ],
    });
    // Attached as far as Azure Resource Manager knows, and nobody behind it.
    world.principals.delete((await this.principal('ghost')) ?? '');
  }

  principal(name: string): Promise<string | null> {
    return this.harness.stepsOf().principalOf(this.identity(name));
  }

  /** Runs the step and nothing else, and looks at the target before anything is put back. */
  async probe(vm: string, selector: ProbeSelector, identityId: string, target: ProbeTarget): Promise<Probed> {
    const step = stepOf('probe-token', { machineId: this.vm(vm), selector, identityId, target });
    const operation = await this.harness.run([step]);
    const [record] = await this.harness.probes.ofOperation(operation, operation.id);
    const facts = record && (await targetFactsOf(this.harness.stepsOf(), record));
    return { operation, record, target: facts };
  }

  /** Explains probes by the estate as it is after all of them. */
  async explainer() {
    const snapshot = this.harness.azure.snapshotOf('owner');
    await until(snapshot, () => snapshot.state === 'ready');
    const known = [...snapshot.records.roles.values()];
    return ({ record, target }: Probed) =>
      record ? explainProbe(record, probeFacts(snapshot.view, known, record, target)) : null;
  }
}
