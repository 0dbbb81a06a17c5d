import { sameId } from '@/lib/arm/arm-id';
import { routes } from '@/lib/routes';
import { type ProbeCase, type ProbeContext, saidBy } from './context';
import { attachIdentity, openVm } from './repairs';

const says = ({ record }: ProbeContext, text: RegExp): boolean => text.test(record.result.imds.message);
const status = ({ record }: ProbeContext): number => record.result.imds.status;
const isNotFound = (at: ProbeContext): boolean => status(at) === 400 && says(at, /identity not found/i);

/** What ARM shows on the VM of the identity that was asked for; undefined when it shows none, null when it was not read. */
function onVm({ facts, record }: ProbeContext) {
  if (facts.attached === null) return null;
  const id = facts.asked?.id ?? record.identityId;
  return facts.attached.find((one) => id !== '' && sameId(one.id, id));
}

/**
 * What the metadata service itself refuses. Its codes are few, so its texts tell these apart; code that calls it should
 * not do the same.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
 */
export const imdsRefusals: readonly ProbeCase[] = [
  {
    id: 'imds-metadata-header',
    step: 5,
    when: (at) => says(at, /required metadata header/i),
    says: () => ({
      title: 'The request had no Metadata header',
      why: 'The metadata service answers requests with the header Metadata: true only. Something on the way removed it.',
      whatToDo: 'Check for software that changes headers. In the app, send Metadata: true, in lower case.',
    }),
  },
  {
    id: 'imds-forwarded',
    step: 5,
    when: (at) => says(at, /x-forwarded-for/i),
    says: ({ vm }) => ({
      title: 'The request came through a proxy',
      why: 'The metadata service refuses requests with an X-Forwarded-For header, so that nobody outside the VM gets a token.',
      whatToDo: `Add 169.254.169.254 to NO_PROXY for the code on ${vm}.`,
    }),
  },
  {
    id: 'imds-invalid-resource',
    step: 5,
    when: ({ record }) =>
      record.result.imds.code === 'invalid_resource' ||
      /AADSTS50000?1\b|resource principal/i.test(record.result.imds.message),
    says: ({ record }) => ({
      title: 'Microsoft Entra does not know the resource the token is for',
      why: `The token was asked for “${new URLSearchParams(record.result.tokenUrl.split('?')[1] ?? '').get('resource') ?? ''}”. It must be the application ID URI of a service that the tenant knows.`,
      whatToDo:
        'Use https://vault.azure.net for Key Vault, https://storage.azure.com/ for Storage, and https://management.azure.com/ for Resource Manager.',
    }),
  },
  {
    id: 'imds-several-identities',
    step: 5,
    when: (at) => says(at, /multiple user assigned identities/i),
    says: ({ vm, facts, record }) => {
      const names = (facts.attached ?? []).map(({ name }) => name);
      const [first] = facts.attached ?? [];
      return {
        title: `${vm} has several user-assigned identities, and the request named none`,
        why: `Without a system-assigned identity there is no default among several${names.length > 0 ? `: ${names.join(', ')}` : ''}.`,
        whatToDo:
          'Name one in the app by its client ID, for example ManagedIdentityCredential with a client ID. Or enable the system-assigned identity, which then is the default.',
        repair:
          first === undefined
            ? { label: `Open ${vm}`, href: routes.host(record.machineId) }
            : { label: `Copy the client ID of ${first.name}`, href: routes.identity(first.id) },
      };
    },
  },
  {
    id: 'imds-deleted-identity',
    step: 5,
    when: (at) => isNotFound(at) && onVm(at)?.missing === true,
    says: (at) => ({
      title: `${at.identity} was deleted`,
      why: `${at.vm} still refers to it, but the identity no longer exists.`,
      whatToDo: `Detach it from ${at.vm} and attach another one.`,
      repair: openVm(at, `Detach it from ${at.vm}`),
    }),
  },
  {
    id: 'imds-unknown-attachment',
    step: 5,
    when: (at) => isNotFound(at) && onVm(at) !== null && onVm(at) !== undefined,
    says: (at) => ({
      title: `${at.identity} is attached in Azure Resource Manager, but the metadata service of ${at.vm} does not know it`,
      why: 'The two went apart. This happens after a VM was moved or restored, or when an identity was deleted and made again under its name.',
      whatToDo: `In this order: detach ${at.identity} from ${at.vm}, wait 70 seconds, and attach it again. Then run the probe again.`,
      repair: openVm(at, `Repair the attachment on ${at.vm}`),
    }),
  },
  {
    id: 'imds-no-identity',
    step: 5,
    when: (at) => isNotFound(at) && at.facts.attached?.length === 0 && at.record.selector === 'default',
    says: (at) => ({
      title: `${at.vm} has no identity`,
      why: 'The metadata service has nothing to issue a token to.',
      whatToDo: `Enable the system-assigned identity of ${at.vm}, or attach a user-assigned one.`,
      repair: attachIdentity(at),
    }),
  },
  {
    id: 'imds-not-attached',
    step: 5,
    when: (at) => isNotFound(at) && at.facts.attached !== null && at.record.selector !== 'default',
    says: (at) => ({
      title: sameId(at.record.identityId, at.record.machineId)
        ? `The system-assigned identity of ${at.vm} is not enabled`
        : `${at.identity} is not attached to ${at.vm}`,
      why: 'The metadata service issues tokens to identities of its own VM only.',
      whatToDo: sameId(at.record.identityId, at.record.machineId)
        ? `Enable it on ${at.vm}.`
        : `Attach it to ${at.vm}, or name an identity that is attached.`,
      repair: attachIdentity(at),
    }),
  },
  {
    id: 'imds-identity-not-found',
    step: 5,
    when: isNotFound,
    says: (at) => ({
      title: `The metadata service of ${at.vm} did not find the identity`,
      why: 'Which identities Azure Resource Manager shows on the VM was not read, so it is not known which of these it is.',
      causes: [
        'No such identity is attached to the VM.',
        'The identity was deleted, and the VM still refers to it.',
        'It is attached in Azure Resource Manager, and the metadata service does not know it.',
      ],
      whatToDo: `See which identities ${at.vm} has.`,
      repair: openVm(at, `Open ${at.vm}`),
    }),
  },
  {
    id: 'imds-updating',
    step: 5,
    when: (at) => status(at) === 410,
    says: () => ({
      title: 'The metadata service is being updated',
      why: 'It answered 410. It is back within 70 seconds.',
      whatToDo: 'Run the probe again in a minute. Code should retry for 70 seconds and more.',
    }),
  },
  {
    id: 'imds-starting',
    step: 5,
    when: (at) => status(at) === 404,
    says: () => ({
      title: 'The metadata service is not ready',
      why: 'It answered 404, as it does while it is being updated.',
      whatToDo: 'Run the probe again in a minute. Code should retry with growing waits.',
    }),
  },
  {
    id: 'imds-throttled',
    step: 5,
    when: (at) => status(at) === 429,
    says: ({ vm }) => ({
      title: 'Too many token requests',
      why: `The metadata service limits the requests of ${vm}.`,
      whatToDo:
        'Have code keep its token until shortly before it expires, as the Azure Identity libraries do, and retry with growing waits.',
    }),
  },
  {
    id: 'imds-failed',
    step: 6,
    when: (at) => status(at) >= 500,
    says: ({ identity }) => ({
      title: `Microsoft Entra issued no token for ${identity}`,
      why: 'The metadata service took the request and could not get a token. The answer does not say why.',
      causes: [
        'A passing failure of the metadata service or Microsoft Entra.',
        'The service principal of the identity was deleted or disabled.',
      ],
      whatToDo:
        'Run the probe again. If it stays so, check in Microsoft Entra that the service principal exists and is enabled.',
    }),
  },
  {
    id: 'imds-other',
    step: 5,
    when: (at) => at.record.result.claims === null && status(at) !== 200,
    says: ({ record }) => ({
      title: `The metadata service answered ${record.result.imds.status}`,
      why: saidBy('The metadata service', record.result.imds.message),
      causes: [
        'The request was changed on its way.',
        'The metadata service has a failure this portal does not know.',
      ],
      whatToDo: 'Read the answer above, and run the probe again.',
    }),
  },
];
