import 'server-only';
import { addFederatedCredential } from '@/lib/changes/steps/add-federated-credential';
import { assignRole } from '@/lib/changes/steps/assign-role';
import { attachIdentities } from '@/lib/changes/steps/attach-identities';
import { createIdentity } from '@/lib/changes/steps/create-identity';
import { createMachine } from '@/lib/changes/steps/create-machine';
import { createResourceGroup } from '@/lib/changes/steps/create-resource-group';
import { enableSystemAssigned } from '@/lib/changes/steps/enable-system-assigned';
import { probeToken } from '@/lib/changes/steps/probe-token';
import { addVaultPolicy } from '@/lib/changes/steps/set-vault-policy';

const named = <const Kind extends string>({ kind }: { kind: Kind }): { readonly kind: Kind } => ({ kind });

/** The actions forms make steps of, as data: their kinds, with the input each takes known to the compiler. */
export const formActions = {
  createResourceGroup: named(createResourceGroup),
  createIdentity: named(createIdentity),
  createMachine: named(createMachine),
  enableSystemAssigned: named(enableSystemAssigned),
  attachIdentities: named(attachIdentities),
  assignRole: named(assignRole),
  addVaultPolicy: named(addVaultPolicy),
  addFederatedCredential: named(addFederatedCredential),
  probeToken: named(probeToken),
};
export type FormActions = typeof formActions;
