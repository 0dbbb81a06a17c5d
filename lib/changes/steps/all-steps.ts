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
import { removeFederatedCredential } from './remove-federated-credential';
import { removeRole } from './remove-role';
import { restoreRole } from './restore-role';
import { addVaultPolicy, removeVaultPolicy } from './set-vault-policy';
import type { Bound, Step } from './step';
import { tagIdentity } from './tag-identity';

/** Every Azure action the portal can take. A new one is a file and a line here. */
export const allSteps: readonly Step[] = [
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
];

const byKind = new Map(allSteps.map((step) => [step.kind, step]));

/** Parses a step of a plan; errors by field. */
export function bindStep({ kind, input }: { kind: string; input: unknown }): Bound {
  const step = byKind.get(kind);
  return step ? step.bind(input) : { ok: false, errors: { kind: `There is no action “${kind}”.` } };
}
