import { nameOf, resourceGroupScopeOf, subscriptionScopeOf } from '@/lib/arm/arm-id';
import { asImdsDefault } from '@/lib/characteristics/imds-default';
import { attachEvidence, creationEvidence, systemAssignedEvidence } from '@/lib/flow/activity-evidence';
import { type FlowQuery, flowHref } from '@/lib/flow/flow-href';
import {
  isProbeTarget,
  parseTargetParam,
  sameTarget,
  targetNames,
  targetParam,
} from '@/lib/flow/flow-target';
import { buildFlow, reachText } from '@/lib/flow/seven-steps/build-flow';
import type { FlowIdentity, FlowInput, FlowTargetFacts } from '@/lib/flow/seven-steps/flow-input';
import { tokenCurl, tokenUrl } from '@/lib/flow/seven-steps/token-steps';
import { targetText } from '@/lib/flow/target-need';
import type { EstateReader, RoleRow } from '@/lib/model/estate-reader';
import type { FlowDetail } from '@/lib/model/flow-detail';
import type { FlowTarget } from '@/lib/model/flow-target';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { routes } from '@/lib/routes';
import type { FlowFacts } from './flow-data';
import { type FlowSubject, flowChoices, flowIdentity } from './flow-subject';
import { offeredTargets, probesFor, targetFacts } from './flow-targets';
import { relevantGaps, subscriptionName } from './relevant-gaps';

export interface FlowSources {
  readonly estate: EstateReader;
  readonly roles: readonly RoleRow[];
  readonly tenantName: string;
  /** ARM IDs of the vaults that are seen. */
  readonly vaults: readonly string[];
  readonly facts: FlowFacts;
  /** Of the chosen target's vault; null when they were not read. */
  readonly policies: ReadonlyMap<string, readonly string[]> | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A list longer than this is not read. */
const maxOthers = 50;

interface Known {
  readonly identity: FlowIdentity;
  readonly imds: FlowInput['imds'];
  readonly probes: readonly ProbeRecord[];
  readonly targets: readonly FlowTarget[];
  readonly target: FlowTarget | null;
}

function imdsOf(estate: EstateReader, { vmRow, identityRow }: FlowSubject): FlowInput['imds'] {
  if (vmRow < 0) return { kind: 'none', name: '', isThis: false };
  const kind = asImdsDefault(estate.hosts.text('imdsDefault', vmRow));
  const [first = -1] = kind === 'system' || kind === 'user' ? estate.identitiesOf(vmRow) : [];
  const isSystem = kind === 'system';
  const name = first < 0 ? '' : estate.identities.text('name', first);
  return {
    kind,
    name: isSystem ? `${name}, system-assigned` : name,
    isThis: first >= 0 && first === identityRow,
  };
}

/** What the address leaves open, decided: the target is the one it names, else the one probed last, else the first. */
export function knownOf(sources: FlowSources, subject: FlowSubject, query: FlowQuery): Known | null {
  const { estate, facts } = sources;
  const appId = facts.principal.ok ? (facts.principal.value?.appId ?? '') : '';
  const identity = flowIdentity(estate, subject, appId);
  if (identity === null) return null;
  const imds = imdsOf(estate, subject);
  const probes = probesFor(facts.probes, identity, imds.isThis);
  const offered = offeredTargets(estate, identity, probes);
  const asked = parseTargetParam(query.target);
  const target = asked ?? offered[0] ?? null;
  const isOffered = target === null || offered.some((one) => sameTarget(one, target));
  return { identity, imds, probes, target, targets: isOffered ? offered : [target, ...offered] };
}

const msOf = (seconds: number) => (seconds < 0 ? -1 : seconds * 1000);

/** Everything but the target. */
function baseInput(
  { estate, facts, tenantName, now }: FlowSources,
  { vmRow, identityRow }: FlowSubject,
  { identity, imds }: Known,
): Omit<FlowInput, 'target'> {
  const { vmActivity, identityActivity, principal } = facts;
  const vmId = vmRow < 0 ? '' : estate.hostId(vmRow);
  const attached = vmRow >= 0 && estate.identitiesOf(vmRow).includes(identityRow);
  const vmCreated = vmRow < 0 ? -1 : msOf(estate.hosts.number('created', vmRow));
  const born = principal.ok ? (principal.value?.created ?? -1) : -1;
  const unread = { ok: true as const, value: { found: false as const, because: 'unknown' as const } };
  const ofSystem = () =>
    vmActivity?.ok
      ? {
          ok: true as const,
          value: systemAssignedEvidence(
            vmActivity.value,
            { id: vmId, created: vmCreated, principalCreated: born },
            now,
          ),
        }
      : (vmActivity ?? unread);
  const ofUser = () =>
    identityActivity?.ok
      ? {
          ok: true as const,
          value: creationEvidence(identityActivity.value, { id: identity.armId, created: born }, now),
        }
      : (identityActivity ?? unread);
  const ofAttachment = () => {
    if (!vmActivity?.ok) return vmActivity;
    const logs = { vm: vmActivity.value, identity: identityActivity?.ok ? identityActivity.value : null };
    const asked = {
      vmId,
      vmCreated,
      identityId: identity.armId,
      identityCreated: born,
      attached: -1,
    };
    return { ok: true as const, value: attachEvidence(logs, asked, now) };
  };
  const subscription = vmRow < 0 ? '' : estate.hosts.text('subscription', vmRow);
  const home = subscription || (identityRow < 0 ? '' : estate.identities.text('subscription', identityRow));
  return {
    vm: vmRow < 0 ? null : { armId: vmId, name: estate.hosts.text('name', vmRow) },
    identity,
    attached,
    imds,
    onVm: vmRow < 0 ? 0 : estate.identitiesOf(vmRow).length,
    subscriptionName: subscriptionName(estate, home),
    tenantId: estate.tenantId,
    tenantName,
    created: identity.kind === 'system' ? ofSystem() : ofUser(),
    attachedBy: identity.kind === 'user' && attached ? ofAttachment() : null,
    principal,
    attachHref: attachHref(identity, vmId),
  };
}

function attachHref(identity: FlowIdentity | null, vmId: string): string {
  const query = new URLSearchParams(vmId === '' ? {} : { vm: vmId });
  if (identity?.kind === 'user') query.set('identity', identity.armId);
  return routes.giveIdentity(query.size === 0 ? '' : `?${query}`);
}

/** What could be tried besides: the scopes the VM is in, and vaults, by name. */
function otherTargets({ vaults }: FlowSources, vmId: string, offered: readonly FlowTarget[]): FlowTarget[] {
  const scopes = vmId === '' ? [] : [resourceGroupScopeOf(vmId), subscriptionScopeOf(vmId)];
  const named = [...vaults].sort((left, right) => nameOf(left).localeCompare(nameOf(right)));
  const all: FlowTarget[] = [
    ...scopes.map((scopeId) => ({ kind: 'arm' as const, scopeId })),
    ...named.slice(0, maxOthers).map((vaultId) => ({ kind: 'vault' as const, vaultId })),
  ];
  return all.filter((one) => !offered.some((other) => sameTarget(one, other)));
}

/** The probe as a plan: the default is asked for without a selector, as code does; any other by its client ID. */
function probePlan(
  input: Omit<FlowInput, 'target'>,
  target: FlowTarget | null,
): Pick<FlowDetail, 'probe' | 'noProbe'> {
  const { vm, identity, attached } = input;
  const no = (noProbe: string) => ({ probe: null, noProbe });
  if (identity.kind === 'missing') return no(`${identity.name} was deleted.`);
  if (vm === null || !attached) return no(`${identity.name} is not attached to a VM. Attach it first.`);
  if (target === null) return no('Choose a target first.');
  if (!isProbeTarget(target))
    return no(target.kind === 'vault' ? 'Choose a secret of the vault first.' : 'Choose a container first.');
  const isSystem = identity.kind === 'system';
  const who = isSystem
    ? { selector: 'default', identityId: '' }
    : { selector: 'client-id', identityId: identity.armId };
  return {
    noProbe: '',
    probe: {
      title: `Prove that ${vm.name} can read ${targetText(target, nameOf)}`,
      steps: [{ kind: 'probe-token', input: { machineId: vm.armId, ...who, target }, stage: 0 }],
    },
  };
}

/** The page of a flow from what was read. `known` is null for a VM without identities. */
export function flowDetailOf(
  sources: FlowSources,
  subject: FlowSubject,
  query: FlowQuery,
  known: Known | null,
): FlowDetail {
  const { estate, roles, tenantName, policies } = sources;
  const { about, armId, vmRow, identityRow } = subject;
  const subscription = vmRow < 0 ? '' : estate.hosts.text('subscription', vmRow);
  const base = {
    armId,
    about,
    tenantName,
    vm:
      vmRow < 0
        ? null
        : {
            armId: estate.hostId(vmRow),
            name: estate.hosts.text('name', vmRow),
            subscriptionName: subscriptionName(estate, subscription),
            resourceGroup: estate.hosts.text('resourceGroup', vmRow),
            power: estate.hosts.text('power', vmRow),
          },
    choices: flowChoices(estate, subject, query),
    gaps: relevantGaps(estate, subscription === '' ? [] : [subscription]),
  };
  if (known === null)
    return {
      ...base,
      identity: null,
      targets: [],
      others: [],
      target: null,
      flow: null,
      curl: '',
      probe: null,
      noProbe: 'The VM has no identity. Assign one first.',
      roleAssignments: 0,
      attachHref: attachHref(null, vmRow < 0 ? '' : estate.hostId(vmRow)),
    };
  const { identity, probes, target } = known;
  const input = baseInput(sources, subject, known);
  const factsOf = (one: FlowTarget): FlowTargetFacts => {
    const isChosen = target !== null && sameTarget(one, target);
    return targetFacts(estate, roles, identity, one, probes, isChosen ? policies : null);
  };
  const chosen = target === null ? null : factsOf(target);
  const param = (one: FlowTarget) => targetParam(one);
  const own = about === 'vm' ? { identity: identity.armId } : { vm: input.vm?.armId ?? '' };
  return {
    ...base,
    identity: {
      armId: identity.armId,
      name: identity.name,
      kind: identity.kind,
      href: routes.identity(estate.identityId(identityRow)),
    },
    target: chosen && { param: param(chosen.target), name: chosen.name, what: chosen.what },
    targets: known.targets.map((one) => {
      const facts = factsOf(one);
      const { headline } = buildFlow({ ...input, target: facts });
      return {
        param: param(one),
        name: facts.name,
        what: facts.what,
        state: headline.state,
        reach: reachText(headline),
        href: flowHref(armId, { ...own, target: param(one) }),
        chosen: target !== null && sameTarget(one, target),
      };
    }),
    others: otherTargets(sources, input.vm?.armId ?? '', known.targets).map((one) => ({
      ...targetNames(one, (id) => estate.scopeName(id)),
      href: flowHref(armId, { ...own, target: param(one) }),
    })),
    flow: buildFlow({ ...input, target: chosen }),
    curl: target === null || identity.kind === 'missing' ? '' : tokenCurl(tokenUrl(identity, target)),
    ...probePlan(input, target),
    roleAssignments: estate.roleAssignmentsOf(identity.principalId).length,
    attachHref: input.attachHref,
  };
}
