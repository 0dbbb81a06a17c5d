import { sameId } from '@/lib/arm/arm-id';
import type { ProbeClaims } from '@/lib/model/token-probe';
import type { ProbeCase, ProbeContext, ProbeIdentity } from './context';
import { openVm } from './repairs';

/**
 * Whether the token is the identity's: each of object ID, client ID and resource ID that is known on both sides agrees,
 * and one at least is. The resource ID of a system-assigned identity is the VM's.
 */
export function isOf(claims: ProbeClaims, identity: ProbeIdentity): boolean {
  const pairs = [
    [claims.oid, identity.principalId],
    [claims.appid, identity.clientId],
    [claims.xms_mirid, identity.id],
  ].filter(([has, wanted]) => has !== '' && wanted !== '');
  return pairs.length > 0 && pairs.every(([has = '', wanted = '']) => sameId(has, wanted));
}

function isOther({ record, facts }: ProbeContext): boolean {
  return record.result.claims !== null && facts.asked !== null && !isOf(record.result.claims, facts.asked);
}

/** A token came, or should have. */
export const tokenCases: readonly ProbeCase[] = [
  {
    id: 'token-unreadable',
    step: 6,
    when: ({ record }) => record.result.imds.status === 200 && record.result.claims === null,
    says: ({ vm }) => ({
      title: 'The answer of the metadata service holds no token that can be read',
      why: `The request succeeded, and the script on ${vm} found no claims in what came back.`,
      causes: [
        'Something else answers at 169.254.169.254.',
        'A program the script needs (base64, cut, sed, tr) is missing or differs.',
      ],
      whatToDo: `Run curl against the metadata service on ${vm} and see what it answers.`,
    }),
  },
  {
    id: 'token-of-another-identity',
    step: 6,
    when: (at) => isOther(at),
    says: (at) => {
      const { claims } = at.record.result;
      const got = claims && at.facts.attached?.find((one) => isOf(claims, one));
      return {
        title: `The token belongs to ${got?.name ?? 'another identity'}, not to ${at.identity}`,
        why:
          at.record.selector === 'default'
            ? 'The request named no identity, and the metadata service chose another one than Azure’s rule gives for what Resource Manager shows.'
            : 'The metadata service gave a token for another identity than the request named.',
        whatToDo:
          at.record.selector === 'default'
            ? 'Name the identity by its client ID in the app, and run the probe with the client ID.'
            : `In this order: detach ${at.identity} from ${at.vm}, wait 70 seconds, and attach it again. Then run the probe again.`,
        repair: openVm(at, `Open ${at.vm}`),
      };
    },
  },
];
