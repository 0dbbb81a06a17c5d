import 'server-only';
import { isRefused } from '@/lib/arm/azure-error';
import type { AzureFault } from '@/lib/arm/fault';
import type { VisibilityGap } from '@/lib/model/summary';
import { type Collection, partitionOf, type SubscriptionList, subscriptionLists } from './collection';

const reader = 'Reader on the subscription or a management group above it';

/** What each list is called, what hangs on it, and what would let it be read. */
const perList: Record<SubscriptionList, { what: string; consequence: string; remedy: string }> = {
  virtualMachines: {
    what: 'Virtual machines',
    consequence:
      'Which machines carry an identity there is unknown, so an identity that looks unused may be in use.',
    remedy: reader,
  },
  userAssignedIdentities: {
    what: 'User-assigned identities',
    consequence:
      'Identities there are missing, and references to them can be neither confirmed nor called dangling.',
    remedy: `${reader}, or Managed Identity Operator`,
  },
  roleAssignments: {
    what: 'Role assignments',
    consequence: 'What identities may do there is unknown: no grants shown does not mean no access.',
    remedy: reader,
  },
  resources: {
    what: 'Resources',
    consequence:
      'Resources with identities other than virtual machines, and creation times, are unknown there.',
    remedy: reader,
  },
  roleDefinitions: {
    what: 'Role definitions',
    consequence: 'What custom roles allow there is unknown, so privileges may be higher than shown.',
    remedy: reader,
  },
  denyAssignments: {
    what: 'Deny assignments',
    consequence: 'Something may be denied although a role allows it.',
    remedy: reader,
  },
  vaults: {
    what: 'Key vaults',
    consequence: 'Whether vaults there use roles or access policies is unknown.',
    remedy: 'Key Vault Reader, or Reader',
  },
  powerStates: {
    what: 'Power states',
    consequence: 'Whether machines run there is unknown.',
    remedy: reader,
  },
};

/** A fault that hides something: refused, or never once read. One that will pass is a fault of the refresh instead. */
function hides(collection: Collection, partition: string, fault: AzureFault): boolean {
  return isRefused(fault) || !collection.records.readBefore.has(partition);
}

function listGaps(collection: Collection): VisibilityGap[] {
  const gaps: VisibilityGap[] = [];
  const visible = collection.view.subscriptions.filter((subscription) => subscription.visible);
  for (const list of subscriptionLists) {
    const { what, consequence, remedy } = perList[list];
    const hidden = visible.flatMap(({ subscriptionId, name }) => {
      const partition = partitionOf(list, subscriptionId);
      const fault = collection.readings.get(partition);
      return fault && hides(collection, partition, fault) ? [{ name, fault }] : [];
    });
    const [first, ...others] = hidden;
    if (!first) continue;
    const where = others.length === 0 ? `“${first.name}”` : `${hidden.length} subscriptions`;
    gaps.push({
      id: `source:${list}`,
      title: `${what} of ${where} could not be read`,
      consequence,
      remedy,
      fault: first.fault,
    });
  }
  return gaps;
}

function directoryGaps({ readings }: Collection): VisibilityGap[] {
  const gaps: VisibilityGap[] = [];
  const graph = readings.get(partitionOf('principals'));
  if (graph) {
    gaps.push({
      id: 'graph',
      title: 'Microsoft Graph could not be asked',
      consequence:
        'Names of people, groups and applications, group memberships, and whether a principal is gone are unknown.',
      remedy: 'Directory Readers, or the Graph permission Directory.Read.All',
      fault: graph,
    });
  }
  const members = readings.get(partitionOf('groupMembers'));
  if (members) {
    gaps.push({
      id: 'group-members',
      title: 'Members of a group with role assignments could not be read',
      consequence: 'Which identities get access through groups is unknown.',
      remedy: 'Directory Readers, or the Graph permission GroupMember.Read.All',
      fault: members,
    });
  }
  return gaps;
}

function federatedGap({ records, readings }: Collection): VisibilityGap[] {
  const { identities } = records;
  let unread = 0;
  for (const row of identities.live()) {
    if (identities.text('kind', row) === 'user' && !records.federated.has(row)) unread += 1;
  }
  if (unread === 0) return [];
  const fault = readings.get(partitionOf('federatedCredentials')) ?? null;
  const one = unread === 1;
  return [
    {
      id: 'federated',
      title: `Federated credentials of ${one ? '1 identity' : `${unread} identities`} have not been read`,
      consequence: `Whether workloads outside Azure can become ${one ? 'it' : 'them'} is unknown.`,
      remedy: fault
        ? 'Managed Identity Operator or Reader on the identities'
        : 'Azure lists them one identity at a time; they are read step by step while this page is open.',
      fault,
    },
  ];
}

/** Everything that could not be read. Unknown is never "fine". */
export function gapsOf(collection: Collection): VisibilityGap[] {
  const { view, readings } = collection;
  const gaps: VisibilityGap[] = [];
  for (const { subscriptionId, name, visible } of view.subscriptions) {
    if (visible) continue;
    gaps.push({
      id: `subscription:${subscriptionId}`,
      title: `Subscription “${name}” is not visible to you`,
      consequence:
        'Its identities, hosts and grants are missing here, and identities from here may be used there.',
      remedy: reader,
      fault: null,
    });
  }
  if (!view.subscriptions.some(({ visible }) => visible)) {
    gaps.push({
      id: 'subscriptions',
      title: 'No subscription is visible to you',
      consequence: 'Nothing can be shown: that is not the same as there being nothing.',
      remedy: reader,
      fault: null,
    });
  }
  const hierarchy = readings.get(partitionOf('hierarchy'));
  if (hierarchy || (readings.has(partitionOf('hierarchy')) && view.managementGroups.length === 0)) {
    gaps.push({
      id: 'management-groups',
      title: 'Management groups are not visible to you',
      consequence:
        'Subscriptions you may not read stay unseen, and grants made on management groups may be missing.',
      remedy: 'Management Group Reader on the tenant root group',
      fault: hierarchy ?? null,
    });
  }
  gaps.push(...listGaps(collection), ...directoryGaps(collection), ...federatedGap(collection));
  gaps.push({
    id: 'sign-ins',
    title: 'Sign-ins of identities are not read',
    consequence: 'When an identity was last used is unknown: not seen in use does not mean unused.',
    remedy: 'Sign-in logs need AuditLog.Read.All and a Microsoft Entra ID P1 licence',
    fault: null,
  });
  return gaps;
}

/** Faults of the last refresh that will pass: what is shown is older than it should be. At most 20. */
export function passingFaults({ readings, view }: Collection): AzureFault[] {
  const visible = new Set(view.subscriptions.filter((one) => one.visible).map((one) => one.subscriptionId));
  const faults: AzureFault[] = [];
  for (const [partition, fault] of readings) {
    if (!fault || isRefused(fault) || partition.startsWith('references:')) continue;
    const subscriptionId = partition.slice(partition.indexOf(':') + 1);
    if (subscriptionId === '' || visible.has(subscriptionId)) faults.push(fault);
  }
  return faults.slice(0, 20);
}
