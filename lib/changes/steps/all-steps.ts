import 'server-only';
import type { z } from 'zod';
import { addFederatedCredential } from './add-federated-credential';
import { assignRole } from './assign-role';
import { attachIdentities } from './attach-identities';
import { createIdentity } from './create-identity';
import { createMachine } from './create-machine';
import { createResourceGroup } from './create-resource-group';
import { deleteIdentity } from './delete-identity';
import { addDeleteLock, removeDeleteLock } from './delete-lock';
import { deleteMachine } from './delete-machine';
import { detachIdentities } from './detach-identities';
import { disableSystemAssigned } from './disable-system-assigned';
import { enableSystemAssigned } from './enable-system-assigned';
import { deallocateMachine, startMachine } from './power-machine';
import { probeToken } from './probe-token';
import { removeFederatedCredential } from './remove-federated-credential';
import { removeRole } from './remove-role';
import { restartVirtualMachine } from './restart-virtual-machine';
import { restoreRole } from './restore-role';
import { addVaultPolicy, removeVaultPolicy } from './set-vault-policy';
import type { Bound, Step } from './step';
import { tagIdentity } from './tag-identity';

/** Every Azure action the portal can take. A new one is a file and a line here. */
const catalogue = [
  createResourceGroup,
  createIdentity,
  tagIdentity,
  deleteIdentity,
  enableSystemAssigned,
  disableSystemAssigned,
  attachIdentities,
  detachIdentities,
  createMachine,
  startMachine,
  deallocateMachine,
  restartVirtualMachine,
  probeToken,
  deleteMachine,
  assignRole,
  removeRole,
  restoreRole,
  addVaultPolicy,
  removeVaultPolicy,
  addFederatedCredential,
  removeFederatedCredential,
  addDeleteLock,
  removeDeleteLock,
] as const;

type Known = (typeof catalogue)[number];
export type StepKind = Known['kind'];

/** A step whose input was parsed: its kind says which fields there are. */
export type StepInput = {
  [One in Known as One['kind']]: { readonly kind: One['kind']; readonly input: z.output<One['schema']> };
}[StepKind];

/** What an action takes: the same before defaults are filled in. */
export type GivenTo<Kind extends StepKind> = z.input<Extract<Known, { kind: Kind }>['schema']>;

export const allSteps: readonly Step[] = catalogue;

const byKind = new Map(allSteps.map((step) => [step.kind, step]));

/** Parses a step of a plan; errors by field. */
export function bindStep({ kind, input }: { kind: string; input: unknown }): Bound {
  const step = byKind.get(kind);
  return step ? step.bind(input) : { ok: false, errors: { kind: `There is no action “${kind}”.` } };
}
