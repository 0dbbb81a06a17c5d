import { counted } from '@/lib/characteristics/words';
import type { AdviceFacts } from '@/lib/model/advice';
import type { Characteristics } from '@/lib/model/summary';
import type { Kind } from './recommend';

interface TradeOff {
  readonly title: string;
  readonly text: string;
}

function systemTradeOffs(
  { machines, roleAssignments, systemIdentities }: AdviceFacts,
  estate: Characteristics,
): TradeOff[] {
  const [only] = machines;
  const { mostRoleAssignments, orphanedRoleAssignments } = estate.system;
  const lifecycle: TradeOff =
    only !== undefined && machines.length === 1
      ? {
          title: `It is deleted with ${only.name}`,
          text: `Deleting ${only.name} deletes it and orphans ${only.hasSystem ? counted(roleAssignments, 'role assignment') : 'its role assignments'}, unless the same plan removes them.`,
        }
      : {
          title: 'It is deleted with its resource',
          text:
            mostRoleAssignments === null
              ? 'Its role assignments stay behind, orphaned, unless the same plan removes them.'
              : `In this estate, deleting ${mostRoleAssignments.name} would orphan ${counted(mostRoleAssignments.roleAssignments, 'role assignment')}.`,
        };
  const orphaned: TradeOff = {
    title: 'Orphaned role assignments count toward Azure’s limit',
    text:
      orphanedRoleAssignments === null
        ? 'How many there are here is unknown: Microsoft Graph can’t be asked.'
        : `${counted(orphanedRoleAssignments, 'role assignment')} here ${orphanedRoleAssignments === 1 ? 'has' : 'have'} no principal anymore.`,
  };
  const many: TradeOff[] =
    machines.length > 1
      ? [
          {
            title: 'Access is repeated for each resource',
            text: `${counted(machines.length, 'VM')} need ${counted(machines.length, 'identity', 'identities')}. Today ${systemIdentities} of them have ${counted(roleAssignments, 'role assignment')} together.`,
          },
        ]
      : [];
  return [lifecycle, ...many, orphaned];
}

function userTradeOffs(kind: Kind, { machines }: AdviceFacts, { user }: Characteristics): TradeOff[] {
  const shared: TradeOff[] =
    kind === 'user-assigned'
      ? [
          {
            title:
              machines.length > 1
                ? `One VM speaks for all ${machines.length}`
                : 'Whoever runs code on one speaks for all',
            text: 'Everyone who can run code on any resource that shares it can use all its role assignments.',
          },
        ]
      : [];
  const withSystem = machines.filter(({ hasSystem }) => hasSystem).length;
  const selector: TradeOff[] =
    withSystem > 0
      ? [
          {
            title: 'Code must name it',
            text: `${counted(withSystem, 'VM')} also ${withSystem === 1 ? 'has' : 'have'} a system-assigned identity, which stays the default. Code names the client ID of the one it wants.`,
          },
        ]
      : [];
  return [
    ...shared,
    {
      title: 'You delete it yourself',
      text: `It stays when its resources are gone. ${counted(user.unused, 'user-assigned identity', 'user-assigned identities')} in this estate ${user.unused === 1 ? 'is' : 'are'} used by nothing.`,
    },
    ...selector,
  ];
}

/** What the choice costs, counted in this estate. */
export function tradeOffs(kind: Kind, facts: AdviceFacts, estate: Characteristics): TradeOff[] {
  if (kind === 'system-assigned') return systemTradeOffs(facts, estate);
  const user = userTradeOffs(kind, facts, estate);
  if (kind !== 'federated credential') return user;
  return [
    {
      title: 'Whoever matches the subject gets the access',
      text: 'A federated credential trusts an issuer and a subject. Make the subject as narrow as it can be: one repository and one environment, not a whole organization.',
    },
    ...user,
  ];
}

export interface Sharing {
  /** Whether to share it, or better not. */
  readonly advice: 'share' | 'do not share';
  readonly armId: string;
  readonly name: string;
  readonly href: string;
  readonly why: string;
}

/** What speaks for or against sharing each user-assigned identity that is there already. */
export function sharingAdvice(kind: Kind, { shareable, machines }: AdviceFacts): Sharing[] {
  if (kind !== 'user-assigned') return [];
  return shareable.map(({ armId, name, href, usedBy, roleAssignments, powerful }) =>
    powerful === ''
      ? {
          advice: 'share',
          armId,
          name,
          href,
          why: `${counted(usedBy, 'resource')} ${usedBy === 1 ? 'uses' : 'use'} it already, with ${counted(roleAssignments, 'role assignment')}.`,
        }
      : {
          advice: 'do not share',
          armId,
          name,
          href,
          why: `It has ${powerful}, so ${machines.length > 1 ? `all ${machines.length} VMs` : 'every VM that shares it'} would too.`,
        },
  );
}
