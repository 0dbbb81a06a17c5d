import type { ProbeCase, ProbeContext } from './context';

const trouble = ({ record }: ProbeContext) => record.result.call?.trouble ?? '';
const kind = ({ record }: ProbeContext): string =>
  ({ arm: 'Azure Resource Manager', secret: 'the vault', container: 'the storage account' })[
    record.target.kind
  ];
const hostOf = ({ record }: ProbeContext): string =>
  /^https?:\/\/([^/:?]+)/.exec(record.result.call?.url ?? '')?.[1] ?? '';

/** The token came, and the call it was for got no answer. */
export const callNoAnswer: readonly ProbeCase[] = [
  {
    id: 'call-unresolved',
    step: 7,
    when: (at) => trouble(at) === 'unresolved',
    says: (at) => ({
      title: `${at.vm} cannot resolve ${hostOf(at)}`,
      why: 'The name has no address in the DNS that the VM uses.',
      causes: [
        `The resource was deleted or renamed.`,
        `The VM uses a private DNS zone that has no record for ${hostOf(at)}.`,
        'The VM has no working DNS.',
      ],
      whatToDo: `Check that ${at.resource} exists, then the private DNS zone linked to the VM’s virtual network.`,
    }),
  },
  {
    id: 'call-refused',
    step: 7,
    when: (at) => trouble(at) === 'refused',
    says: (at) => ({
      title: `The connection to ${hostOf(at)} was refused`,
      why: 'Something on the way rejects it: Azure’s own services listen on port 443.',
      whatToDo: `Check the network security group, firewall, and route table of ${at.vm} for outbound HTTPS, and where its DNS sends the name.`,
    }),
  },
  {
    id: 'call-timeout',
    step: 7,
    when: (at) => trouble(at) === 'timeout',
    says: (at) => ({
      title: `${hostOf(at)} did not answer in time`,
      why: 'The VM got its token, so the identity is not the problem.',
      causes: [
        'A network security group or firewall drops outbound HTTPS.',
        'A private endpoint or route leads nowhere.',
        'The service is busy.',
      ],
      whatToDo: `Check the way from ${at.vm} to ${hostOf(at)}, and run the probe again.`,
    }),
  },
  {
    id: 'call-tls',
    step: 7,
    when: (at) => trouble(at) === 'tls',
    says: (at) => ({
      title: `${at.vm} does not trust the certificate of ${hostOf(at)}`,
      why: 'Something opens TLS on the way, the VM’s clock is wrong, or its root certificates are old.',
      whatToDo: `Check the clock and root certificates of ${at.vm}, and whether a firewall inspects TLS.`,
    }),
  },
  {
    id: 'call-proxy',
    step: 7,
    when: (at) => trouble(at) === 'proxy',
    says: (at) => ({
      title: `A proxy answered instead of ${kind(at)}`,
      why: `The proxy that ${at.vm} uses refused the request or could not pass it on.`,
      whatToDo: `Let the proxy pass ${hostOf(at)}, or add it to NO_PROXY.`,
    }),
  },
  {
    id: 'call-no-answer',
    step: 7,
    when: ({ record }) => record.result.call === null || record.result.call.status === 0,
    says: (at) => ({
      title: `The call to ${kind(at)} got no answer`,
      why: 'The VM has a token, and the probe could not tell why the call failed.',
      causes: ['The connection broke off.', 'A firewall closes it.'],
      whatToDo: 'Run the probe again.',
    }),
  },
];
