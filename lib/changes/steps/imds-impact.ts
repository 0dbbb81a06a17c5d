import { nameOf, sameId } from '@/lib/arm/arm-id';
import { type ImdsDefault, imdsDefaultOf } from '@/lib/characteristics/imds-default';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { ImpactRow } from '@/lib/model/step';

export interface IdentityChange {
  readonly system?: boolean;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

interface OnMachine {
  readonly system: boolean;
  readonly user: readonly string[];
}

function say(kind: ImdsDefault, { user }: OnMachine): string {
  switch (kind) {
    case 'system':
      return 'system: its own';
    case 'user':
      return `user: ${nameOf(user[0] ?? '')}`;
    case 'ambiguous':
      return `an error: ${user.length} user-assigned ones`;
    case 'none':
      return 'none';
  }
}

function changed(now: OnMachine, change: IdentityChange): OnMachine {
  const { system = now.system, add = [], remove = [] } = change;
  const kept = now.user.filter((id) => !remove.some((gone) => sameId(gone, id)));
  return { system, user: [...kept, ...add.filter((id) => !kept.some((one) => sameId(one, id)))] };
}

/**
 * What IMDS gives code that names no identity, before and after: the change nobody sees coming.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-faq
 */
export function imdsImpact(machineName: string, now: OnMachine, change: IdentityChange): ImpactRow {
  const next = changed(now, change);
  const before = imdsDefaultOf(now.system, now.user.length);
  const after = imdsDefaultOf(next.system, next.user.length);
  const beforeText = say(before, now);
  const afterText = say(after, next);
  const added = change.add ?? [];
  const lost = before !== 'none' && beforeText !== afterText;
  return {
    what: `${machineName}, default identity for code that names none`,
    before: beforeText,
    after: afterText,
    note: lost
      ? 'Code that names no identity acts as another one, or fails.'
      : added.length > 0 && afterText === beforeText
        ? 'Code must pass the client id to use the new one.'
        : '',
    tone: lost ? 'lost' : 'neutral',
  };
}

/** The same as a sentence, from the estate. */
export function defaultAfter(estate: EstateReader, hostRow: number, change: IdentityChange): string {
  const now = {
    system: estate.hosts.text('identityType', hostRow).startsWith('SystemAssigned'),
    user: estate
      .identitiesOf(hostRow)
      .filter((row) => estate.identities.text('kind', row) !== 'system')
      .map((row) => estate.identityId(row)),
  };
  const { before, after } = imdsImpact('', now, change);
  return before === after
    ? `Its default stays ${before}.`
    : `Its default changes from ${before} to ${after}.`;
}
