import { readingRoles } from '@/lib/rbac/reading-roles';
import { capital, type ProbeCase, type ProbeContext } from './context';
import { addVaultPolicy, assignRole } from './repairs';

const code = ({ record }: ProbeContext): string =>
  record.target.kind === 'secret' ? (record.result.call?.code ?? '') : '';
const is = (at: ProbeContext, name: string): boolean => code(at).toLowerCase() === name.toLowerCase();

/**
 * What Key Vault refuses, told by the inner code of its error.
 * https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
 */
export const vaultRefusals: readonly ProbeCase[] = [
  {
    id: 'vault-public-access-disabled',
    step: 7,
    when: (at) => is(at, 'ForbiddenByConnection'),
    says: (at) => ({
      title: `${at.resource} accepts no public connections`,
      why: 'Public network access is disabled, and the request did not come through an approved private endpoint. Roles do not change that.',
      whatToDo: `Connect the virtual network of ${at.vm} to ${at.resource} with a private endpoint and its DNS zone, or enable public access for chosen networks.`,
    }),
  },
  {
    id: 'vault-firewall',
    step: 7,
    when: (at) => is(at, 'ForbiddenByFirewall'),
    says: (at) => ({
      title: `The firewall of ${at.resource} does not let ${at.vm} in`,
      why: 'The address of the VM is not among those the vault allows. Roles do not change that.',
      whatToDo: `Add the VM’s subnet (with the service endpoint Microsoft.KeyVault) or its outbound IP address to the firewall of ${at.resource}, or use a private endpoint.`,
    }),
  },
  {
    id: 'vault-policies-not-roles',
    step: 7,
    when: (at) => is(at, 'AccessDenied') && hasRole(at),
    says: (at) => ({
      title: `${at.resource} uses access policies, so the role of ${at.identity} has no effect`,
      why: 'A vault has one permission model at a time. Under access policies, role assignments do not reach secrets.',
      whatToDo: `Add an access policy with Get for secrets to ${at.resource}. Switching the vault to Azure RBAC instead ends all its access policies at once.`,
      repair: addVaultPolicy(at),
    }),
  },
  {
    id: 'vault-no-policy',
    step: 7,
    when: (at) => is(at, 'AccessDenied'),
    says: (at) => ({
      title: `${at.resource} has no access policy that lets ${at.identity} get secrets`,
      why: 'The vault uses access policies. The token is good, and no policy names this identity with Get for secrets.',
      whatToDo: `Add an access policy with Get for secrets to ${at.resource}.`,
      repair: addVaultPolicy(at),
    }),
  },
  {
    id: 'vault-roles-not-policies',
    step: 7,
    when: (at) =>
      is(at, 'ForbiddenByRbac') &&
      (at.facts.policySecrets ?? []).some((one) => /^(get|all)$/i.test(one)) &&
      (at.facts.access === null || at.facts.access.by.length === 0),
    says: (at) => ({
      title: `${at.resource} uses Azure RBAC, so the access policy of ${at.identity} has no effect`,
      why: 'A vault has one permission model at a time. Under Azure RBAC, access policies that are still listed do nothing.',
      whatToDo: `Assign ${readingRoles.secret.name} on ${at.resource}.`,
      repair: assignRole(at, readingRoles.secret),
    }),
  },
  {
    id: 'vault-secret-disabled',
    step: 7,
    when: (at) => is(at, 'SecretDisabled'),
    says: (at) => ({
      title: `${capital(at.target)} is disabled`,
      why: 'The identity is allowed to read it. A disabled secret is given to nobody, and neither is one before its activation or after its expiration date.',
      whatToDo: 'Enable the secret, or have the app use another version.',
    }),
  },
  {
    id: 'vault-secret-not-found',
    step: 7,
    when: (at) => is(at, 'SecretNotFound'),
    says: (at) => ({
      title: `There is no ${at.target}`,
      why: 'The identity is allowed to read secrets of this vault, and the vault has none with this name.',
      whatToDo: 'Check the name. A deleted secret can be recovered while soft delete keeps it.',
    }),
  },
];

/** A role that would let it, were the vault to use Azure RBAC; the answer of the estate says nothing about that vault. */
function hasRole({ facts }: ProbeContext): boolean {
  return facts.newestRoleAt >= 0 || (facts.access?.by.length ?? 0) > 0;
}
