import { sameId } from '@/lib/arm/arm-id';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { type FlowQuery, flowHref } from '@/lib/flow/flow-href';
import type { FlowIdentity } from '@/lib/flow/seven-steps/flow-input';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { FlowChoice } from '@/lib/model/flow-detail';
import type { FlowQuestion } from './flow-data';
import { kindOf } from './identity-detail';

/** Whose flow on which VM an address is about, as rows of the estate; -1 for none. */
export interface FlowSubject {
  readonly about: 'vm' | 'identity';
  readonly armId: string;
  readonly vmRow: number;
  readonly identityRow: number;
}

function vmsOf(estate: EstateReader, identityRow: number): number[] {
  return estate.hostsOf(identityRow).filter((row) => isVirtualMachine(estate.hosts.text('type', row)));
}

/** The identity of a VM that an address names, else the one tokens are issued to by default, else the first; -1 for none. */
function identityOf(estate: EstateReader, vmRow: number, asked: string): number {
  const all = estate.identitiesOf(vmRow);
  const isOwn = asked !== '' && sameId(asked, estate.hostId(vmRow));
  const named = all.find((row) =>
    isOwn ? estate.identities.text('kind', row) === 'system' : sameId(estate.identityId(row), asked),
  );
  // The system-assigned one comes first, as it does for the metadata service.
  return named ?? all[0] ?? -1;
}

/** Null when the address is of nothing that is seen, or of a resource that is no VM. */
export function flowSubject(estate: EstateReader, armId: string, query: FlowQuery): FlowSubject | null {
  const vmRow = estate.hostRow(armId);
  if (vmRow !== undefined) {
    if (!isVirtualMachine(estate.hosts.text('type', vmRow))) return null;
    const identityRow = identityOf(estate, vmRow, query.identity);
    return { about: 'vm', armId: estate.hostId(vmRow), vmRow, identityRow };
  }
  const identityRow = estate.identityRow(armId);
  if (identityRow === undefined) return null;
  const vms = vmsOf(estate, identityRow);
  const asked = query.vm === '' ? undefined : estate.hostRow(query.vm);
  const isVm = asked !== undefined && isVirtualMachine(estate.hosts.text('type', asked));
  const chosen = isVm ? asked : (vms[0] ?? -1);
  if (estate.identities.text('kind', identityRow) === 'system') {
    const host = vms[0];
    return host === undefined ? null : { about: 'vm', armId: estate.hostId(host), vmRow: host, identityRow };
  }
  return { about: 'identity', armId: estate.identityId(identityRow), vmRow: chosen, identityRow };
}

/** Its identity as the flow speaks of it. `systemClientId` is what Azure or Microsoft Graph said of it; '' not told. */
export function flowIdentity(
  estate: EstateReader,
  { vmRow, identityRow }: FlowSubject,
  systemClientId: string,
): FlowIdentity | null {
  if (identityRow < 0) return null;
  const kind = kindOf(estate.identities.text('kind', identityRow));
  return {
    armId: kind === 'system' ? estate.hostId(vmRow) : estate.identityId(identityRow),
    name: estate.identities.text('name', identityRow),
    kind,
    principalId: estate.principalId(identityRow),
    clientId: estate.clientId(identityRow) || (kind === 'system' ? systemClientId : ''),
  };
}

export function questionOf(estate: EstateReader, subject: FlowSubject): FlowQuestion {
  const { vmRow, identityRow } = subject;
  const kind = identityRow < 0 ? '' : estate.identities.text('kind', identityRow);
  return {
    vmId: vmRow < 0 ? '' : estate.hostId(vmRow),
    userAssignedId: kind === 'user' ? estate.identityId(identityRow) : '',
    principalId: identityRow < 0 ? '' : estate.principalId(identityRow),
  };
}

/** Of a VM its identities; of an identity the VMs that have it. */
export function flowChoices(estate: EstateReader, subject: FlowSubject, query: FlowQuery): FlowChoice[] {
  const { about, armId, vmRow, identityRow } = subject;
  if (about === 'vm')
    return estate.identitiesOf(vmRow).map((row) => {
      const kind = kindOf(estate.identities.text('kind', row));
      const identity = kind === 'system' ? armId : estate.identityId(row);
      return {
        kind,
        name: kind === 'system' ? 'System-assigned' : estate.identities.text('name', row),
        href: flowHref(armId, { identity }),
        chosen: row === identityRow,
      };
    });
  return vmsOf(estate, identityRow).map((row) => ({
    kind: 'vm',
    name: estate.hosts.text('name', row),
    href: flowHref(armId, { target: query.target, vm: estate.hostId(row) }),
    chosen: row === vmRow,
  }));
}
