import { az } from '@/lib/arm/az-command';
import { resourceUrl } from '@/lib/arm/portal-url';
import { isType, virtualMachineType } from '@/lib/arm/resource-types';
import { findingsOf } from '@/lib/audit/findings';
import { asImdsDefault, imdsRules } from '@/lib/characteristics/imds-default';
import { sharingOf } from '@/lib/characteristics/one';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { HostDetail, HostIdentity } from '@/lib/model/host-detail';
import type { EntityLink } from '@/lib/model/summary';
import { routes } from '@/lib/routes';
import { kindOf } from './identity-detail';
import { relevantGaps, subscriptionName } from './relevant-gaps';
import { roleAssignmentDetailsOf } from './role-assignment-detail';

/** A host's page. `systemClientId` is what Azure was asked for; '' not told. `portalUrl` without trailing slash. */
export function buildHostDetail(
  estate: EstateReader,
  row: number,
  systemClientId: string,
  portalUrl: string,
): HostDetail {
  const { hosts } = estate;
  const armId = estate.hostId(row);
  const type = hosts.text('type', row);
  const subscriptionId = hosts.text('subscription', row);
  const isVirtualMachine = isType(type, virtualMachineType);
  return {
    armId,
    name: hosts.text('name', row),
    type,
    subscriptionId,
    subscriptionName: subscriptionName(estate, subscriptionId),
    resourceGroup: hosts.text('resourceGroup', row),
    location: hosts.text('location', row),
    size: hosts.text('size', row),
    os: hosts.text('os', row),
    power: hosts.text('power', row),
    identityType: hosts.text('identityType', row),
    created: hosts.number('created', row),
    tags: { ...estate.tags('hosts', row) },
    identities: estate.identitiesOf(row).map((identity) => hostIdentity(estate, identity, systemClientId)),
    imdsDefault: defaultOf(estate, row),
    findings: findingsOf(estate, 'hosts', row),
    gaps: relevantGaps(estate, [subscriptionId]),
    portalUrl: resourceUrl(portalUrl, estate.tenantId, armId),
    az: isVirtualMachine
      ? [az('vm', 'show', '--ids', armId, '--show-details'), az('vm', 'identity', 'show', '--ids', armId)]
      : [az('resource', 'show', '--ids', armId, '--query', 'identity')],
    asOf: estate.asOf,
  };
}

function hostIdentity(estate: EstateReader, row: number, systemClientId: string): HostIdentity {
  const kind = kindOf(estate.identities.text('kind', row));
  const principalId = estate.principalId(row);
  return {
    ...link(estate, row),
    armId: estate.identityId(row),
    kind,
    principalId,
    clientId: estate.clientId(row) || (kind === 'system' ? systemClientId : ''),
    otherHosts: Math.max(0, estate.hostsOf(row).length - 1),
    roleAssignments: roleAssignmentDetailsOf(estate, principalId),
    sharing: sharingOf(estate, row),
  };
}

function defaultOf(estate: EstateReader, hostRow: number): HostDetail['imdsDefault'] {
  const text = estate.hosts.text('imdsDefault', hostRow);
  const kind = asImdsDefault(text);
  // A dangling reference is configured as well as any: it can be the only one.
  const wanted = kind === 'system' ? ['system'] : kind === 'user' ? ['user', 'missing'] : [];
  const row = estate
    .identitiesOf(hostRow)
    .find((one) => wanted.includes(estate.identities.text('kind', one)));
  return { kind, identity: row === undefined ? null : link(estate, row), rule: imdsRules[kind] };
}

function link(estate: EstateReader, identityRow: number): EntityLink {
  return {
    name: estate.identities.text('name', identityRow),
    href: routes.identity(estate.identityId(identityRow)),
  };
}
