import 'server-only';
import { asResult } from '@/lib/arm/azure-error';
import { portalFault, type Result } from '@/lib/arm/fault';
import type { Caller } from '@/lib/auth/caller';
import { withCallContext } from '@/lib/azure/call-context';
import { toFault } from '@/lib/azure/to-fault';
import { createAzureWriter } from '@/lib/azure/write/arm-writer';
import type { Activity } from '@/lib/model/activity';
import type { AzureReader } from '@/lib/model/azure-reader';
import type { ServicePrincipalModel } from '@/lib/model/service-principal';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { currentStore } from '@/lib/store/database';
import { ProbeStore } from '@/lib/store/probes';

/** A page waits no longer than this for what is beside the estate. */
const timeoutMs = 5_000;

/** What a flow is told from besides the estate. Each part fails on its own. */
export interface FlowFacts {
  /** Null where there is nothing to ask about. */
  readonly vmActivity: Result<Activity> | null;
  readonly identityActivity: Result<Activity> | null;
  readonly principal: Result<ServicePrincipalModel | null>;
  readonly probes: readonly ProbeRecord[];
}

/** ARM IDs and object ID of what is asked about; '' for what there is none of. */
export interface FlowQuestion {
  readonly vmId: string;
  readonly userAssignedId: string;
  readonly principalId: string;
}

async function limited<Value>(
  signal: AbortSignal,
  during: string,
  read: () => Promise<Value>,
): Promise<Result<Value>> {
  const either = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    return { ok: true, value: await withCallContext({ signal: either }, read) };
  } catch (error) {
    return { ok: false, fault: toFault(error, during) };
  }
}

/** Reads all of it side by side. Never rejects for Azure's sake: a refusal is the part's own value. */
export async function readFlowFacts(
  reader: AzureReader,
  caller: Caller,
  { vmId, userAssignedId, principalId }: FlowQuestion,
  signal: AbortSignal,
): Promise<FlowFacts> {
  const log = (id: string) =>
    id === '' ? null : limited(signal, 'Read the Azure Activity Log', () => reader.activity(id));
  const [vmActivity, identityActivity, principal, probes] = await Promise.all([
    log(vmId),
    log(userAssignedId),
    principalId === ''
      ? { ok: false as const, fault: noObjectId() }
      : limited(signal, 'Read a service principal in Microsoft Graph', () =>
          reader.servicePrincipal(principalId),
        ),
    vmId === '' ? [] : probesOf(caller, vmId),
  ]);
  return { vmActivity, identityActivity, principal, probes };
}

/** Azure named no object ID, so there is nothing to look up: that says nothing about whether it exists. */
function noObjectId() {
  const during = 'Read a service principal in Microsoft Graph';
  return portalFault({ code: 'NoObjectId', message: 'Azure named no object ID.', during });
}

async function probesOf(caller: Caller, vmId: string): Promise<ProbeRecord[]> {
  return new ProbeStore(await currentStore()).latest(caller, vmId);
}

/** Secret permissions that a vault's access policies give to each object ID, lower case; null when they can't be read. */
export async function vaultPolicies(
  caller: Caller,
  vaultId: string,
): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const vault = await asResult(() => createAzureWriter(caller).vault(vaultId));
  if (!vault.ok || vault.value === null) return null;
  return new Map(vault.value.policies.map(({ objectId, secrets }) => [objectId.toLowerCase(), secrets]));
}
