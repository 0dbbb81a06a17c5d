import type { EstateReader } from '@/lib/model/estate-reader';
import type { CharacteristicCell, IdentityDetail } from '@/lib/model/identity-detail';
import { counted, dayOf, hostNoun, listed, typeInWords } from './words';

/**
 * The characteristics table for one identity: the rule for its kind, and its own facts.
 * @param federated number of federated credentials; null unknown
 */
export function characteristicsOfOne(
  estate: EstateReader,
  row: number,
  federated: number | null,
): IdentityDetail['characteristics'] {
  switch (estate.identities.text('kind', row)) {
    case 'system':
      return ofSystemAssigned(estate, row);
    case 'missing':
      return ofMissing(estate, row);
    default:
      return ofUserAssigned(estate, row, federated);
  }
}

/** The sharing cell alone, as a host shows it for each identity it carries. */
export function sharingOf(estate: EstateReader, row: number): CharacteristicCell {
  return characteristicsOfOne(estate, row, null).sharing;
}

function ofSystemAssigned(estate: EstateReader, row: number): IdentityDetail['characteristics'] {
  const host = estate.hostsOf(row)[0];
  const name = host === undefined ? estate.identities.text('name', row) : estate.hosts.text('name', host);
  const roleAssignments = ownRoleAssignments(estate, row);
  const created = dayOf(estate.identities.number('created', row));
  return {
    creation: {
      rule: 'Created as part of an Azure resource',
      fact: listed(`with ${typeInWords(estate.identities.text('hostType', row))} ${name}`, created),
    },
    lifecycle: {
      rule: 'Lives and dies with its resource',
      fact:
        roleAssignments === 0
          ? `deleting ${name} would delete it and leave nothing behind`
          : `deleting ${name} would delete it and leave ${counted(roleAssignments, 'orphan grant')}`,
    },
    sharing: { rule: 'Cannot be shared: exactly one resource', fact: `Used by ${name} only` },
  };
}

function ofUserAssigned(
  estate: EstateReader,
  row: number,
  federated: number | null,
): IdentityDetail['characteristics'] {
  const { identities } = estate;
  const isolation = identities.text('isolationScope', row);
  return {
    creation: {
      rule: 'Created as a stand-alone Azure resource',
      fact: listed(
        dayOf(identities.number('created', row)),
        identities.text('resourceGroup', row),
        identities.text('location', row),
      ),
    },
    lifecycle: { rule: 'Independent: deleted only explicitly', fact: deletionOf(estate, row, federated) },
    sharing: {
      rule: 'Can be shared by more than one resource',
      fact: `${sharingFactOf(estate, row)}${isolation === '' ? '' : ` · isolation scope: ${isolation.toLowerCase()}`}`,
    },
  };
}

function ofMissing(estate: EstateReader, row: number): IdentityDetail['characteristics'] {
  const hosts = estate.hostsOf(row);
  const first = hosts[0] === undefined ? 'a resource' : estate.hosts.text('name', hosts[0]);
  const others = hosts.length > 1 ? ` and ${hosts.length - 1} more` : '';
  const verb = hosts.length > 1 ? 'refer' : 'refers';
  return {
    creation: {
      rule: 'Was a stand-alone Azure resource',
      fact: listed('no longer in', estate.identities.text('resourceGroup', row)).replace(',', ''),
    },
    lifecycle: {
      rule: 'Deleted while still attached',
      fact: `${first}${others} still ${verb} to it: every later identity change there will fail`,
    },
    sharing: {
      rule: 'Cannot be used any more',
      fact: `Named by ${counted(hosts.length, hostNoun(typesOf(estate, hosts)))}`,
    },
  };
}

/** `Shared by 14 VMs in 2 subscriptions`. */
function sharingFactOf(estate: EstateReader, row: number): string {
  const hosts = estate.hostsOf(row);
  const first = hosts[0];
  if (first === undefined) return 'On no resource you can see';
  if (hosts.length === 1) return `Used by ${estate.hosts.text('name', first)} only`;
  const subscriptions = new Set(hosts.map((host) => estate.hosts.text('subscription', host))).size;
  const where = subscriptions > 1 ? ` in ${counted(subscriptions, 'subscription')}` : '';
  return `Shared by ${counted(hosts.length, hostNoun(typesOf(estate, hosts)))}${where}`;
}

/** `deleting it would cut off 14 VMs and leave 9 orphan role assignments`. */
function deletionOf(estate: EstateReader, row: number, federated: number | null): string {
  const hosts = estate.hostsOf(row);
  const roleAssignments = ownRoleAssignments(estate, row);
  const cutOff = [
    hosts.length > 0 ? counted(hosts.length, hostNoun(typesOf(estate, hosts))) : '',
    federated ? counted(federated, 'federated workload') : '',
  ].filter((part) => part !== '');
  const effects = [
    cutOff.length > 0 ? `cut off ${cutOff.join(' and ')}` : '',
    roleAssignments > 0 ? `leave ${counted(roleAssignments, 'orphan grant')}` : '',
  ].filter((part) => part !== '');
  return effects.length > 0
    ? `deleting it would ${effects.join(' and ')}`
    : 'deleting it would cut off nothing you can see and leave no orphan grants';
}

/** Role assignments of its own: those would be left behind; a group keeps its own. */
function ownRoleAssignments(estate: EstateReader, row: number): number {
  const principalId = estate.principalId(row);
  return principalId === '' ? 0 : estate.roleAssignmentsOf(principalId).length;
}

function typesOf(estate: EstateReader, hosts: readonly number[]): string[] {
  return hosts.map((host) => estate.hosts.text('type', host));
}
