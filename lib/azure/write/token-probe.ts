import 'server-only';
import { z } from 'zod';
import { nameOf, resourceParts } from '@/lib/arm/arm-id';
import type { AzureClients } from '@/lib/azure/clients';
import { armScope } from '@/lib/azure/credential';
import { during, orNull } from '@/lib/azure/during';
import { toIdentityBlock } from '@/lib/azure/reshape';
import { sendJson } from '@/lib/azure/send';
import { readSystemIdentity, type SystemIdentity } from '@/lib/azure/system-identity';
import { publicFile } from '@/lib/files/public-file';
import type { ProbedMachine, ProbeParameters, ProbeTargetState, Report } from '@/lib/model/writer-states';
import { ended } from './long-running';
import { probeArguments } from './probe-arguments';

/** One script a shell; both are also served under these names, so that anybody can read what would run. */
const scripts = {
  Linux: { file: 'probe/token-probe.sh', commandId: 'RunShellScript' },
  Windows: { file: 'probe/token-probe.ps1', commandId: 'RunPowerShellScript' },
} as const;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const networkSchema = z.object({ defaultAction: text, publicNetworkAccess: text }).partial();
const targetSchema = z.object({
  properties: z.object({
    vaultUri: text,
    primaryEndpoints: z.object({ blob: text }).nullish(),
    publicNetworkAccess: text,
    networkAcls: networkSchema.nullish(),
  }),
});

/** https://<name>.<suffix>/ as a service names itself, and nothing that could send the token elsewhere. */
const endpoint = z.url({ protocol: /^https$/ }).endsWith('/');

/** What the token probe asks of Azure. https://learn.microsoft.com/rest/api/compute/virtual-machines/run-command */
export function stepProbes(clients: AzureClients, timeoutMs: number) {
  const of = (id: string) => {
    const { subscriptionId, resourceGroup, name } = resourceParts(id);
    return { machines: clients.compute(subscriptionId).virtualMachines, resourceGroup, name };
  };
  const target = (id: string, apiVersion: string, endpointOf: (found: Target) => string) =>
    orNull(`Read ${nameOf(id)}`, async (): Promise<ProbeTargetState> => {
      const url = `${clients.endpoint}${encodeURI(id)}?api-version=${apiVersion}`;
      const { properties } = targetSchema.parse(await sendJson(clients.arm, url));
      const access = properties.publicNetworkAccess;
      const rule = properties.networkAcls?.defaultAction ?? '';
      return {
        endpoint: endpoint.parse(endpointOf(properties)),
        isPublic: access === '' ? null : access.toLowerCase() === 'enabled',
        isOpenByDefault: rule === '' ? null : rule.toLowerCase() === 'allow',
      };
    });
  return {
    /** The VM as far as a script can run on it. Null: there is none. */
    probedMachine: (id: string): Promise<ProbedMachine | null> =>
      orNull(`Read virtual machine ${nameOf(id)}`, async () => {
        const { machines, resourceGroup, name } = of(id);
        const vm = await machines.get(resourceGroup, name, { expand: 'instanceView' });
        const block = toIdentityBlock(vm.identity);
        const code = vm.instanceView?.statuses?.find((one) => one.code?.startsWith('PowerState/'))?.code;
        const agent = vm.instanceView?.vmAgent?.statuses?.[0]?.displayStatus ?? '';
        return {
          id: vm.id ?? id,
          os: vm.storageProfile?.osDisk?.osType === 'Windows' ? 'Windows' : 'Linux',
          power: code?.slice('PowerState/'.length) ?? 'unknown',
          agent: agent === '' ? 'unknown' : /^ready$/i.test(agent) ? 'ready' : agent,
          systemPrincipalId: block.principalId.toLowerCase(),
          userAssigned: block.user.map(({ id: identityId, principalId }) => ({
            id: identityId,
            principalId: principalId.toLowerCase(),
          })),
        };
      }),
    /** Null: the resource has none, or is not there. */
    systemIdentity: (id: string): Promise<SystemIdentity | null> =>
      orNull(`Read the system-assigned identity of ${nameOf(id)}`, () => readSystemIdentity(clients, id)),
    /** Where a vault's secrets are read, and its network rules. Null: there is no such vault. */
    vaultEndpoint: (id: string) => target(id, '2023-07-01', ({ vaultUri }) => vaultUri),
    /** The same of a storage account's blobs. */
    blobEndpoint: (id: string) =>
      target(id, '2023-05-01', ({ primaryEndpoints }) => primaryEndpoints?.blob ?? ''),
    /**
     * Azure Resource Manager as code on a virtual machine addresses it, with the slash that ends its audience. The
     * emulator stands in for the public cloud there too.
     */
    armAudience: (): string => `${armScope().replace(/\/\.default$/, '')}/`,
    /**
     * Runs the probe's fixed script on the VM and answers what Run Command answered. No other script can be run with
     * this; values go to it as parameters only. 409 Conflict while another command runs on the VM.
     */
    runTokenProbe: (
      { id, os }: Pick<ProbedMachine, 'id' | 'os'>,
      parameters: ProbeParameters,
      report: Report,
    ): Promise<{ code: string; message: string }[]> => {
      const { machines, resourceGroup, name } = of(id);
      const what = `Run the token probe on ${name}`;
      return during(what, async () => {
        const { file, commandId } = scripts[os];
        const script = (await publicFile(file)).split('\n');
        const given = { commandId, script, parameters: probeArguments(parameters) };
        const poller = machines.runCommand(resourceGroup, name, given);
        const late = `The script had not ended after ${Math.round(timeoutMs / 1000)} s. It only reads, so it is safe to run it again.`;
        const { value = [] } = await ended(poller, { what, timeoutMs, report, late });
        return value.map(({ code = '', message = '' }) => ({ code, message }));
      });
    },
  };
}

type Target = z.output<typeof targetSchema>['properties'];
