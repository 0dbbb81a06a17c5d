import { testAsOfMs } from '@/lib/estate/testing/build-estate';

// The words the rules' example estates are said in.

export const prod = '/subscriptions/1f0c0000-0000-4000-8000-000000000001';
export const dev = '/subscriptions/1f0c0000-0000-4000-8000-000000000002';
export const rg = `${prod}/resourceGroups/rg-web`;

export function vm(name: string, subscription = prod): string {
  return `${subscription}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/${name}`;
}

export function uami(name: string, subscription = prod): string {
  return `${subscription}/resourcegroups/rg-id/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** An identity, and machines that carry it. */
export const a = { id: uami('id-a'), principalId: 'pa' };
export const on = (...names: string[]) => names.map((name) => ({ id: vm(name), user: [a.id] }));

/** A federated credential that trusts GitHub; the subject says whom there. */
export const github = {
  name: 'gh',
  issuer: 'https://token.actions.githubusercontent.com',
  audiences: ['api://AzureADTokenExchange'],
};

/** Keeps whoever may grant roles from granting those that may grant roles. */
export const condition = "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))";

/** A visibility gap without its id. */
export const gap = { id: '', title: '', consequence: '', remedy: '', fault: null };

/** When the example estates were read, in epoch seconds. */
export const nowS = testAsOfMs / 1000;
