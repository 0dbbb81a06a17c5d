import type { ProbeCase } from './context';

const address = '169.254.169.254';

/** An answer that did not come from the metadata service: its `Server` header begins with IMDS. */
function isForeign({ status, code }: { status: number; code: string }, answeredBy: string): boolean {
  const isOwnError = /^(invalid_|unauthorized|unknown|gone|not_found|bad_request)/.test(code);
  return status > 0 && status !== 200 && answeredBy !== '' && !/^imds/i.test(answeredBy) && !isOwnError;
}

/**
 * A proxy stands in the way of code that heeds one. The probe then asks past it, so that there may be a token all the
 * same, and what the app sees is this.
 */
export const proxyInTheWay: ProbeCase = {
  id: 'imds-proxy',
  step: 5,
  when: ({ record: { result } }) =>
    result.imds.trouble === 'proxy' || isForeign(result.imds, result.answeredBy),
  says: ({ vm, record: { result } }) => ({
    title: 'A proxy answered instead of the metadata service',
    why: `The request for ${address} went to a proxy${result.answeredBy === '' ? '' : ` (${result.answeredBy})`}. The metadata service can be reached from ${vm} only, and never through a proxy.${result.claims === null ? '' : ' Past the proxy it answered.'}`,
    whatToDo: `Add ${address} to NO_PROXY for the code on ${vm}, or tell its HTTP client to use no proxy for this address.`,
  }),
};

/**
 * The request never got to the metadata service.
 * https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service#proxies
 */
export const imdsNoAnswer: readonly ProbeCase[] = [
  proxyInTheWay,
  {
    id: 'imds-timeout',
    step: 5,
    when: ({ record }) => record.result.imds.trouble === 'timeout',
    says: ({ vm }) => ({
      title: 'The metadata service did not answer in time',
      why: `No answer came from ${address}. What stands between is not known from here.`,
      causes: [
        `A firewall, VPN, or route on ${vm} catches traffic to ${address}.`,
        'The metadata service is busy or is being updated.',
      ],
      whatToDo: `Run the probe again. If it stays so, check firewall and routes on ${vm} for ${address}, and have code retry with growing waits.`,
    }),
  },
  {
    id: 'imds-refused',
    step: 5,
    when: ({ record }) => record.result.imds.trouble === 'refused',
    says: ({ vm }) => ({
      title: 'The connection to the metadata service was refused',
      why: `Something on ${vm} rejects connections to ${address}. Often that is a firewall rule which lets only root or one program in.`,
      whatToDo: `Check the firewall on ${vm} (iptables, nftables, Windows Firewall) for rules about ${address}, and let the code’s account through.`,
    }),
  },
  {
    id: 'imds-no-answer',
    step: 5,
    when: ({ record }) => record.result.imds.status === 0,
    says: ({ vm }) => ({
      title: 'The metadata service could not be reached',
      why: `The request to ${address} got no answer, and the probe could not tell why.`,
      causes: [
        `The network of ${vm} is not configured.`,
        `Software on ${vm} changes or breaks HTTP connections.`,
      ],
      whatToDo: `Run curl against ${address} on ${vm} and see what it says.`,
    }),
  },
];
