import type { FlowFact } from '@/lib/model/identity-flow';
import { type ActivityEvidence, noEventText } from '../activity-evidence';
import { utcDate, utcTime } from '../utc-text';
import { copied, type FlowInput, fact, refusal, type StepWords, words } from './flow-input';

const activityRole = 'Ask for Reader on the resource, which includes reading the Activity Log.';

/** One line, and the facts, of which request did something. */
export function requestEvidence(evidence: FlowInput['created']): {
  readonly line: string;
  readonly at: number;
  readonly why: string;
  readonly facts: readonly FlowFact[];
} {
  if (!evidence.ok)
    return {
      line: 'Who and when: unknown, the Activity Log could not be read',
      at: -1,
      why: `${refusal(evidence)} ${activityRole}`,
      facts: [fact('Who', 'Unknown', { note: refusal(evidence) })],
    };
  const found = evidence.value;
  if (!found.found)
    return {
      line:
        found.because === 'older'
          ? 'Who: unknown, the Activity Log goes back 90 days'
          : 'Who: unknown, no event in the Activity Log',
      at: -1,
      why: '',
      facts: [fact('Who', 'Unknown', { note: noEventText(found.because) })],
    };
  return { ...writeFacts(found), why: '' };
}

function writeFacts({ write, certainty, candidates, orOlder }: Extract<ActivityEvidence, { found: true }>) {
  const who = write.caller === '' ? 'Azure names nobody' : write.caller;
  const others =
    candidates.length === 0
      ? ''
      : ` ${candidates.length} other ${candidates.length === 1 ? 'request' : 'requests'} could have done it.`;
  const older = orOlder ? ' It can also have been a request older than the log.' : '';
  const note =
    certainty === 'read'
      ? 'Read in the Activity Log.'
      : `Inferred from times: the Activity Log does not hold what a request said.${others}${older}`;
  return {
    line: `${certainty === 'read' ? 'By' : 'Probably by'} ${who}, ${utcDate(write.from)}`,
    at: write.from,
    facts: [
      fact('Operation', write.operationText, { note: write.operation }),
      fact('Who', who, { note }),
      fact('When', utcTime(write.from)),
      ...copied('Correlation ID', write.correlationId),
    ],
  };
}

/** Step 1: the request that enabled the system-assigned identity, or created the user-assigned one. */
export function createdStep(input: FlowInput): StepWords {
  const { identity, created, vm } = input;
  if (identity.kind === 'missing')
    return words(
      'User-assigned identity deleted',
      'not-possible',
      `${identity.name} does not exist anymore`,
      {
        certainty: 'read',
        explanation:
          'A user-assigned identity is an Azure resource of its own, created before any VM uses it.',
        why: `${vm?.name ?? 'The VM'} still refers to ${identity.name}, which was deleted. Detach it, and attach an identity that exists.`,
        facts: copied('Resource ID', identity.armId),
      },
    );
  const evidence = requestEvidence(created);
  const isSystem = identity.kind === 'system';
  return words(
    isSystem ? 'Identity enabled on the VM' : 'User-assigned identity created',
    'done',
    evidence.line,
    {
      certainty: 'read',
      at: evidence.at,
      explanation: isSystem
        ? 'A request to Azure Resource Manager enabled the system-assigned identity of this VM. It is deleted with the VM.'
        : 'A request to Azure Resource Manager created the user-assigned identity as a resource of its own. It stays until somebody deletes it.',
      why: evidence.why,
      facts: [
        ...copied('Resource ID', identity.armId, 'Azure Resource Manager shows it as it is now'),
        ...evidence.facts,
      ],
    },
  );
}

const principalExplanation =
  'Azure Resource Manager has Microsoft Entra ID create a service principal: the identity that tokens are issued to and roles are assigned to. Its certificate is created and renewed by Azure; nobody can read it.';

/** Step 2: the service principal in the tenant that the subscription trusts. */
export function principalStep(input: FlowInput): StepWords {
  const { identity, principal, tenantName, tenantId, subscriptionName } = input;
  const title = 'Service principal created';
  const trusted = fact('Home tenant', tenantName === '' ? tenantId : tenantName, {
    note: `Trusted by the subscription ${subscriptionName}: its tokens are accepted there`,
    copies: tenantName === '',
  });
  const ids = [
    ...copied('Object ID', identity.principalId),
    ...copied('Application (client) ID', identity.clientId),
  ];
  if (identity.kind === 'missing')
    return words('Service principal deleted', 'not-possible', 'Deleted with the identity', {
      certainty: 'inferred',
      explanation: principalExplanation,
      why: 'The service principal is removed automatically with the identity. Role assignments made to it stay behind and do nothing.',
      facts: ids,
    });
  if (!principal.ok) {
    const known = identity.principalId !== '';
    return words(title, known ? 'done' : 'unknown', known ? 'Named by Azure Resource Manager' : 'Unknown', {
      certainty: known ? 'inferred' : 'unknown',
      explanation: principalExplanation,
      why: `Microsoft Graph did not show it. ${refusal(principal)} Ask for Directory Readers to see its type and certificate.`,
      facts: [
        ...ids,
        trusted,
        fact('Certificate', 'Unknown', { note: 'Only Microsoft Graph shows its validity' }),
      ],
    });
  }
  const found = principal.value;
  if (found === null)
    return words(title, 'not-possible', 'Microsoft Entra ID has no such service principal', {
      certainty: 'read',
      explanation: principalExplanation,
      why: 'Azure Resource Manager names an object ID that Microsoft Entra ID does not know. A new one can take a few minutes to appear; a deleted one does not come back.',
      facts: [...ids, trusted],
    });
  const certificate = found.certificates.at(-1);
  return words(title, 'done', `${found.displayName}, ${typeText(found.type)}`, {
    certainty: 'read',
    at: found.created,
    explanation: principalExplanation,
    facts: [
      ...copied('Object ID', found.objectId, 'Roles are assigned to this ID'),
      ...copied('Application (client) ID', found.appId, 'Code names the identity by this ID'),
      fact('Type', typeText(found.type)),
      fact('Created', utcTime(found.created)),
      trusted,
      fact('Certificate', certificate ? `Valid until ${utcTime(certificate.until)}` : 'Unknown', {
        note: certificate
          ? `From ${utcTime(certificate.from)}. Azure renews it; nobody can read it`
          : 'Microsoft Graph shows no certificate',
      }),
    ],
  });
}

function typeText(type: string): string {
  return type === 'ManagedIdentity' ? 'Managed identity' : type || 'type unknown';
}
