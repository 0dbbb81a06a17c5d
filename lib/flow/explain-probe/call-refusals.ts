import { capital, type ProbeCase, type ProbeContext, saidBy } from './context';

const status = ({ record }: ProbeContext): number => record.result.call?.status ?? 0;
const code = ({ record }: ProbeContext): string => record.result.call?.code ?? '';

/** What any of the services can answer. */
export const callRefusals: readonly ProbeCase[] = [
  {
    id: 'call-unauthorized',
    step: 7,
    when: (at) => status(at) === 401,
    says: (at) => ({
      title: `${capital(at.resource)} did not accept the token`,
      why: 'It answered 401: the token was not valid there, whatever roles are assigned.',
      causes: [
        `${capital(at.resource)} trusts another Microsoft Entra tenant than the one that issued the token.`,
        'The token is for another service: its audience does not match.',
        `The token expired, or the clock of ${at.vm} or of the service is wrong.`,
      ],
      whatToDo: 'Compare tenant and audience of the token with those the resource trusts.',
    }),
  },
  {
    id: 'arm-scope-not-found',
    step: 7,
    when: (at) => /^(ResourceGroupNotFound|SubscriptionNotFound)$/i.test(code(at)),
    says: (at) => ({
      title: `${capital(at.resource)} does not exist`,
      why: 'Azure Resource Manager found no such resource group or subscription.',
      whatToDo: 'Choose a scope that exists.',
    }),
  },
  {
    id: 'call-throttled',
    step: 7,
    when: (at) => status(at) === 429 || /^ServerBusy$/i.test(code(at)),
    says: (at) => ({
      title: `${capital(at.resource)} is getting too many requests`,
      why: 'The service limits requests. The identity got through to it.',
      whatToDo: 'Run the probe again later, and have code retry with growing waits.',
    }),
  },
  {
    id: 'call-failed',
    step: 7,
    when: (at) => status(at) >= 500,
    says: (at) => ({
      title: `The service failed with ${status(at)}`,
      why: `The call for ${at.target} reached the service, which had an error of its own.`,
      whatToDo: 'Run the probe again.',
    }),
  },
  {
    id: 'call-other',
    step: 7,
    when: (at) => status(at) < 200 || status(at) >= 300,
    says: (at) => ({
      title: `The call for ${at.target} was answered with ${status(at)}${code(at) === '' ? '' : ` ${code(at)}`}`,
      why: saidBy('The service', at.record.result.call?.message ?? ''),
      causes: ['The service refuses this for a reason this portal does not know.'],
      whatToDo: 'Read the answer above.',
    }),
  },
];
