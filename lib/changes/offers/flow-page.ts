import 'server-only';
import { nameOf, sameId } from '@/lib/arm/arm-id';
import { type AzureFault, portalFault, type Result } from '@/lib/arm/fault';
import type { Caller } from '@/lib/auth/caller';
import { Preflight } from '@/lib/changes/plan/preflight';
import { operationServiceOf } from '@/lib/changes/run/operation-service';
import { probeToken } from '@/lib/changes/steps/probe-token';
import { readFlowFacts, vaultPolicies } from '@/lib/estate/details/flow-data';
import { flowSubject, questionOf } from '@/lib/estate/details/flow-subject';
import { flowDetailOf, knownOf } from '@/lib/estate/details/flow-view';
import { notFoundFault } from '@/lib/estate/details/not-found';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import type { FlowQuery } from '@/lib/flow/flow-href';
import { flowResourceId } from '@/lib/flow/flow-target';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { FlowDetail } from '@/lib/model/flow-detail';
import { hasEnded, type OperationSummary } from '@/lib/model/operation';

export interface FlowPage extends FlowDetail {
  /** The person's operation that probes this VM right now; null when there is none. */
  readonly running: OperationSummary | null;
}

const action = 'Microsoft.Compute/virtualMachines/runCommand/action';

/** Why the person may not run a probe, with the smallest role; '' when they may, or Azure does not say. */
async function missingPermission(caller: Caller, vmId: string, signal: AbortSignal): Promise<string> {
  const { snapshot } = await readyEstate(signal);
  const { azure } = await operationServiceOf(caller);
  const roles = () => snapshot.records.roles.values();
  const preflight = new Preflight({ azure, estate: snapshot.view, roles, objectId: caller.objectId });
  const [verdict] = await preflight.check([{ action, scope: vmId }], new Set());
  if (verdict?.verdict !== 'missing' && verdict?.verdict !== 'denied') return '';
  const role = verdict.role === '' ? '' : ` The smallest role that has it: ${verdict.role}.`;
  return `You need the permission ${action} on this VM.${role}${verdict.reason === '' ? '' : ` ${verdict.reason}`}`;
}

/** What may be under way at the same time and is looked into. */
const maxRunning = 10;

async function runningProbe(caller: Caller, vmId: string): Promise<OperationSummary | null> {
  const { store } = await operationServiceOf(caller);
  const open = (await store.list(caller, 50)).filter(({ state }) => !hasEnded(state)).slice(0, maxRunning);
  const found = await Promise.all(open.map(({ id }) => store.find(id, caller)));
  const probing = found.find((one) =>
    one?.steps.some(
      ({ kind, state, input }) =>
        kind === probeToken.kind &&
        (state === 'running' || state === 'waiting') &&
        typeof input.machineId === 'string' &&
        sameId(input.machineId, vmId),
    ),
  );
  return open.find(({ id }) => id === probing?.id) ?? null;
}

/** Why there is no flow: the thing is no VM, or it is not seen. */
function noFlowFault(estate: EstateReader, armId: string): AzureFault {
  if (estate.hostRow(armId) === undefined) return notFoundFault(estate, armId, 'resource');
  const message = `The authentication flow is shown for virtual machines, and ${nameOf(armId)} is none.`;
  return portalFault({
    code: 'NotAVirtualMachine',
    status: 400,
    message,
    during: 'Read the authentication flow',
  });
}

/**
 * The authentication flow that an address is about, as the caller sees it, with what they may do about it.
 * @param signal ends the wait for the first refresh. AzureError when nothing can be read.
 */
export async function flowPage(
  armId: string,
  query: FlowQuery,
  signal: AbortSignal,
): Promise<Result<FlowPage>> {
  const { snapshot, caller } = await readyEstate(signal);
  const estate = snapshot.view;
  const subject = flowSubject(estate, armId, query);
  if (subject === null) return { ok: false, fault: noFlowFault(estate, armId) };
  const vmId = subject.vmRow < 0 ? '' : estate.hostId(subject.vmRow);
  const [facts, missing, running] = await Promise.all([
    readFlowFacts(snapshot.settings.reader, caller, questionOf(estate, subject), signal),
    vmId === '' ? '' : missingPermission(caller, vmId, signal),
    vmId === '' ? null : runningProbe(caller, vmId),
  ]);
  // While Azure was asked the estate may have moved on.
  const { view, tenantName, records } = snapshot;
  const now = flowSubject(view, armId, query);
  if (now === null) return { ok: false, fault: notFoundFault(view, armId, 'resource') };
  const roles = [...records.roles.values()];
  const vaults = [...records.vaults.keys()];
  const sources = { estate: view, roles, tenantName, vaults, facts, policies: null, now: Date.now() };
  const known = knownOf(sources, now, query);
  const target = known?.target ?? null;
  const isVault = target?.kind === 'secret' || target?.kind === 'vault';
  const vaultId = isVault && target ? flowResourceId(target) : '';
  const usesPolicies = vaultId !== '' && view.vaultUsesRbac(vaultId) === false;
  const policies = usesPolicies ? await vaultPolicies(caller, vaultId) : null;
  const detail = flowDetailOf({ ...sources, policies }, now, query, known);
  const busy = running ? 'A probe of this VM is running.' : '';
  // A permission that is missing takes longest to get, so it is said first and with whatever else is in the way.
  const noProbe = [missing, detail.noProbe, busy].filter((one) => one !== '').join(' ');
  return { ok: true, value: { ...detail, noProbe, running } };
}
