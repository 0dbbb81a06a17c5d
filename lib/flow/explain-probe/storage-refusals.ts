import { capital, type ProbeCase, type ProbeContext } from './context';

const is = ({ record }: ProbeContext, name: string): boolean =>
  record.target.kind === 'container' && record.result.call?.code.toLowerCase() === name.toLowerCase();

const networkRemedy = (at: ProbeContext) =>
  `Add the VM’s subnet (with the service endpoint Microsoft.Storage) to the firewall of ${at.resource}, or use a private endpoint.`;

/**
 * What a storage account refuses. For its network rules it has one code and no further word.
 * https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
export const storageRefusals: readonly ProbeCase[] = [
  {
    id: 'storage-public-access-disabled',
    step: 7,
    when: (at) => is(at, 'AuthorizationFailure') && at.facts.network?.isPublic === false,
    says: (at) => ({
      title: `${at.resource} accepts no public connections`,
      why: 'Public network access of the storage account is disabled. Roles do not change that.',
      whatToDo: `Connect the virtual network of ${at.vm} to ${at.resource} with a private endpoint and its DNS zone.`,
    }),
  },
  {
    id: 'storage-firewall',
    step: 7,
    when: (at) => is(at, 'AuthorizationFailure') && at.facts.network?.isOpenByDefault === false,
    says: (at) => ({
      title: `The firewall of ${at.resource} does not let ${at.vm} in`,
      why: 'The storage account allows chosen networks only. Roles do not change that.',
      whatToDo: networkRemedy(at),
    }),
  },
  {
    id: 'storage-network',
    step: 7,
    when: (at) => is(at, 'AuthorizationFailure'),
    says: (at) => ({
      title: `${at.resource} refused the request from ${at.vm}`,
      why: 'Storage answers AuthorizationFailure for its network rules. They were not read, so it is not known which of these it is.',
      causes: [
        'The firewall of the storage account allows chosen networks only.',
        'Public network access is disabled.',
        'The service or operation is not allowed to this kind of sign-in.',
      ],
      whatToDo: networkRemedy(at),
    }),
  },
  {
    id: 'storage-container-not-found',
    step: 7,
    when: (at) => is(at, 'ContainerNotFound'),
    says: (at) => ({
      title: `There is no ${at.target}`,
      why: 'The identity got through to the storage account, which has no container with this name.',
      whatToDo: 'Check the name. A deleted container can be restored while soft delete keeps it.',
    }),
  },
  {
    id: 'storage-container-being-deleted',
    step: 7,
    when: (at) => is(at, 'ContainerBeingDeleted'),
    says: (at) => ({
      title: `${capital(at.target)} is being deleted`,
      why: 'Storage answers so for at least 30 seconds after a container was deleted.',
      whatToDo: 'Choose another container.',
    }),
  },
];
