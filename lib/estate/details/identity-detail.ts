import { nameOf, resourceGroupNameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { az } from '@/lib/arm/az-command';
import { resourceUrl } from '@/lib/arm/portal-url';
import { federationRisks } from '@/lib/audit/federation/federation-risks';
import { findingsOf } from '@/lib/audit/findings';
import { characteristicsOfOne } from '@/lib/characteristics/one';
import type { EstateReader, FederatedRow } from '@/lib/model/estate-reader';
import type { HostRef, IdentityDetail } from '@/lib/model/identity-detail';
import { routes } from '@/lib/routes';
import { effectiveOf } from './effective-actions';
import { relevantGaps, subscriptionName } from './relevant-gaps';
import { roleAssignmentDetailsOf } from './role-assignment-detail';

/** What the estate does not hold and was asked of Azure for this one page. */
export interface LiveFacts {
  /** Of a system-assigned identity; '' not told. */
  clientId: string;
  /** Null: not read, the estate's are shown. */
  federated: readonly FederatedRow[] | null;
}

/** An identity's page. `portalUrl` is the Azure Portal's address without trailing slash. */
export function buildIdentityDetail(
  estate: EstateReader,
  row: number,
  live: LiveFacts,
  portalUrl: string,
): IdentityDetail {
  const { identities } = estate;
  const armId = estate.identityId(row);
  const kind = kindOf(identities.text('kind', row));
  const principalId = estate.principalId(row);
  const subscriptionId = identities.text('subscription', row);
  const hostRows = estate.hostsOf(row);
  const federated = live.federated ?? estate.federatedOf(row);
  const isolation = identities.text('isolationScope', row).toLowerCase();
  const pageId = kind === 'system' && hostRows[0] !== undefined ? estate.hostId(hostRows[0]) : armId;
  return {
    armId,
    name: identities.text('name', row),
    kind,
    principalId,
    clientId: estate.clientId(row) || live.clientId,
    tenantId: (hostRows[0] === undefined ? '' : estate.tenantIdOfHost(hostRows[0])) || estate.tenantId,
    subscriptionId,
    subscriptionName: subscriptionName(estate, subscriptionId),
    resourceGroup: identities.text('resourceGroup', row),
    location: identities.text('location', row),
    created: identities.number('created', row),
    tags: { ...estate.tags('identities', row) },
    isolationScope: isolation === 'regional' ? 'Regional' : isolation === 'none' ? 'None' : '',
    characteristics: characteristicsOfOne(estate, row, federated?.length ?? null),
    hosts: hostRows.map((host) => hostRef(estate, row, host)),
    roleAssignments: roleAssignmentDetailsOf(estate, principalId),
    effective: effectiveOf(estate, principalId),
    federated: (federated ?? []).map((one) => ({
      ...one,
      audiences: [...one.audiences],
      risks: federationRisks(one),
    })),
    findings: findingsOf(estate, 'identities', row),
    gaps: relevantGaps(estate, [
      subscriptionId,
      ...hostRows.map((host) => estate.hosts.text('subscription', host)),
    ]).filter(({ id }) => id !== 'federated' || (kind === 'user' && federated === null)),
    portalUrl: resourceUrl(portalUrl, estate.tenantId, pageId),
    az: commandsFor(kind, pageId, armId, principalId),
    asOf: estate.asOf,
  };
}

export function kindOf(text: string): IdentityDetail['kind'] {
  return text === 'system' || text === 'missing' ? text : 'user';
}

function hostRef(estate: EstateReader, identityRow: number, host: number): HostRef {
  const { hosts } = estate;
  const armId = estate.hostId(host);
  const kind = estate.identities.text('kind', identityRow);
  return {
    name: hosts.text('name', host),
    href: routes.host(armId),
    armId,
    type: hosts.text('type', host),
    subscriptionId: hosts.text('subscription', host),
    resourceGroup: hosts.text('resourceGroup', host),
    location: hosts.text('location', host),
    power: hosts.text('power', host),
    isDefault: hosts.text('imdsDefault', host) === kind,
    others: estate.identitiesOf(host).length - 1,
  };
}

function commandsFor(
  kind: IdentityDetail['kind'],
  pageId: string,
  armId: string,
  principalId: string,
): string[] {
  // --include-inherited reaches management groups only from az 2.70 on (Azure/azure-cli#30841).
  const assignments =
    principalId === ''
      ? []
      : [
          az(
            'role',
            'assignment',
            'list',
            '--assignee',
            principalId,
            '--all',
            '--include-inherited',
            '--include-groups',
          ),
        ];
  switch (kind) {
    case 'system':
      return [az('resource', 'show', '--ids', pageId, '--query', 'identity'), ...assignments];
    case 'missing':
      return [az('identity', 'show', '--ids', armId), ...assignments];
    case 'user': {
      const name = nameOf(armId);
      const where = [
        '--resource-group',
        resourceGroupNameOf(armId),
        '--subscription',
        subscriptionIdOf(armId),
      ];
      return [
        az('identity', 'show', '--ids', armId),
        ...assignments,
        az('identity', 'list-resources', '--name', name, ...where),
        az('identity', 'federated-credential', 'list', '--identity-name', name, ...where),
      ];
    }
  }
}
