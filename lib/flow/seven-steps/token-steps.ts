import type { FlowTarget } from '@/lib/model/flow-target';
import type { FlowFact } from '@/lib/model/identity-flow';
import type { ProbeRecord } from '@/lib/model/token-probe';
import { audienceOf, isProbeTarget } from '../flow-target';
import { utcTime } from '../utc-text';
import { copied, type FlowIdentity, type FlowInput, fact, type StepWords, words } from './flow-input';
import { resourceName } from './role-step';

const tokenPath = 'http://169.254.169.254/metadata/identity/oauth2/token';
const tokenVersion = '2018-02-01';

/**
 * The request for a token as code on the VM makes it: a user-assigned identity is named by its client ID, so that the
 * request keeps its meaning when another one is attached. '' without a target.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http
 */
export function tokenUrl(identity: FlowIdentity, target: FlowTarget): string {
  const query = new URLSearchParams({ 'api-version': tokenVersion, resource: audienceOf(target) });
  if (identity.kind !== 'system') {
    if (identity.clientId === '') query.set('msi_res_id', identity.armId);
    else query.set('client_id', identity.clientId);
  }
  return `${tokenPath}?${query}`;
}

/** The same for a shell on the VM. A proxy would answer for the VM it runs on, so none is used. */
export function tokenCurl(url: string): string {
  return `curl --noproxy '*' -s -H 'Metadata: true' '${url}'`;
}

/** Why no token can be asked for, whatever is tried; '' when nothing is in the way. */
function inTheWay({ identity, vm, attached }: FlowInput): string {
  if (identity.kind === 'missing')
    return `${identity.name} was deleted, so the metadata service has nothing to sign in with. Attach an identity that exists.`;
  if (vm === null)
    return `${identity.name} is not attached to any VM, so there is no metadata service that could get a token for it. Attach it first.`;
  if (!attached)
    return `${identity.name} is not attached to ${vm.name}, so its metadata service answers with an error. Attach it first.`;
  return '';
}

const blockedLine = 'Needs an attached identity';

function notTried(input: FlowInput): string {
  const { target } = input;
  if (target === null) return 'Choose a target, then run a probe.';
  if (target.target.kind === 'vault')
    return `Nobody has tried it. Choose a secret of ${target.name}, then run a probe.`;
  if (target.target.kind === 'account')
    return `Nobody has tried it. Choose a container of ${target.name}, then run a probe.`;
  return 'Nobody has tried it. Run a probe to prove it from inside the VM.';
}

function explained(input: FlowInput, step: 5 | 6 | 7) {
  const explanation = input.target?.explanation;
  if (explanation?.step !== step) return null;
  const causes = explanation.causes.length > 0 ? ` Possible causes: ${explanation.causes.join(' ')}` : '';
  return {
    title: explanation.title,
    why: `${explanation.why}${causes} ${explanation.whatToDo}`,
    repair: explanation.repair,
  };
}

function requestFacts(url: string, input: FlowInput): FlowFact[] {
  const query = new URL(url).searchParams;
  const notes: Readonly<Record<string, string>> = {
    'api-version': 'Version of the metadata service’s interface',
    resource: 'Audience the token is for',
    client_id: 'Names the identity by client ID',
    object_id: 'Names the identity by object ID',
    msi_res_id: 'Names the identity by resource ID',
  };
  const named = ['client_id', 'object_id', 'msi_res_id'].some((name) => query.has(name));
  return [
    ...copied('Request', `GET ${url}`, 'Answered on the VM only; the address is the same on every VM'),
    fact('Header', 'Metadata: true', { note: 'Required: keeps redirected requests out', copies: true }),
    ...[...query].map(([name, value]) => fact(name, value, { note: notes[name] ?? '', copies: true })),
    ...(named ? [] : [fact('Selector', 'None', { note: `Gets the default identity, ${input.imds.name}` })]),
  ];
}

function probeFacts({ at, result }: ProbeRecord): FlowFact[] {
  return [
    fact('Probe', utcTime(at), { note: 'Run on the VM with Run Command' }),
    ...(result.answeredBy === '' ? [] : [fact('Answered by', result.answeredBy)]),
  ];
}

function answerText(status: number, durationMs: number, code: string): string {
  return status === 0 ? 'no answer' : `${status}${code === '' ? '' : ` ${code}`} in ${durationMs} ms`;
}

/** Step 5: code on the VM asks its metadata service. */
export function requestStep(input: FlowInput): StepWords {
  const title = 'Code asks for a token';
  const explanation =
    'Code asks the metadata service of the VM it runs on. No secret is sent: only code on the VM can reach the address.';
  const blocked = inTheWay(input);
  if (blocked !== '')
    return words(title, 'not-possible', blockedLine, { certainty: 'inferred', explanation, why: blocked });
  const { target, identity } = input;
  const record = target?.probe ?? null;
  const url = record?.result.tokenUrl || (target === null ? '' : tokenUrl(identity, target.target));
  const facts = URL.canParse(url) ? requestFacts(url, input) : [];
  if (record === null)
    return words(title, 'unknown', 'Not tried yet', { explanation, why: notTried(input), facts });
  const { imds } = record.result;
  const trouble = explained(input, 5);
  const line = `GET 169.254.169.254/metadata/identity · ${answerText(imds.status, imds.durationMs, imds.code)}`;
  const proof = { certainty: 'proved', at: record.at, explanation } as const;
  if (trouble === null)
    return words(title, 'done', line, { ...proof, facts: [...facts, ...probeFacts(record)] });
  const said = imds.message === '' ? [] : [fact('It said', imds.message)];
  return words(title, 'not-possible', line, {
    ...proof,
    why: `${trouble.title}. ${trouble.why}`,
    repair: trouble.repair,
    facts: [...said, ...facts, ...probeFacts(record)],
  });
}

/** Step 6: the token that Microsoft Entra ID issued, by its claims. The token itself stays on the VM. */
export function tokenStep(input: FlowInput): StepWords {
  const title = 'Token issued';
  const explanation =
    'The metadata service signs in to Microsoft Entra ID with the credential of step 3. Entra ID returns a token for one audience, which is cached on the VM.';
  const blocked = inTheWay(input);
  if (blocked !== '')
    return words(title, 'not-possible', blockedLine, { certainty: 'inferred', explanation, why: blocked });
  const record = input.target?.probe ?? null;
  if (record === null) return words(title, 'unknown', 'Not tried yet', { explanation, why: notTried(input) });
  const { claims } = record.result;
  const proof = { certainty: 'proved', at: record.at, explanation } as const;
  if (claims === null)
    return words(title, 'not-possible', 'No token, because step 5 failed', {
      ...proof,
      why: 'The metadata service answered without a token. Step 5 says why.',
      facts: probeFacts(record),
    });
  const owner =
    input.identity.kind === 'system'
      ? `${input.identity.name}, system-assigned`
      : `${input.identity.name}, user-assigned`;
  const trouble = explained(input, 6);
  const tenant = claims.tid === input.tenantId ? input.tenantName : '';
  const facts = [
    ...copied('aud', claims.aud, 'Audience: the service it is for'),
    ...copied('tid', claims.tid, `Tenant${tenant === '' ? '' : `: ${tenant}`}`),
    ...copied('oid', claims.oid, trouble ? 'Object ID: of another identity' : `Object ID: ${owner}`),
    ...copied('appid', claims.appid, 'Client ID'),
    ...copied('xms_mirid', claims.xms_mirid, `Issued to ${resourceName(claims.xms_mirid)}`),
    fact('exp', claims.exp < 0 ? 'Unknown' : utcTime(claims.exp * 1000), {
      note: 'Cached on the VM until then',
    }),
    ...probeFacts(record),
  ];
  const line = `For ${claims.aud} · expires ${claims.exp < 0 ? 'at an unknown time' : utcTime(claims.exp * 1000)}`;
  if (trouble === null) return words(title, 'done', line, { ...proof, facts });
  return words(title, 'not-possible', trouble.title, {
    ...proof,
    why: trouble.why,
    repair: trouble.repair,
    facts,
  });
}

/** Step 7: the call with the token, and the service's answer. */
export function callStep(input: FlowInput): StepWords {
  const title = 'Code calls the target';
  const explanation =
    'Code sends the token with its request. The service checks its signature and audience, then the role assignments and network rules.';
  const blocked = inTheWay(input);
  if (blocked !== '')
    return words(title, 'not-possible', blockedLine, { certainty: 'inferred', explanation, why: blocked });
  const { target } = input;
  const record = target?.probe ?? null;
  if (target === null || record === null) {
    const refused = target?.access.verdict === 'not allowed' ? ' Step 4 says that it would be refused.' : '';
    const line =
      target !== null && !isProbeTarget(target.target) ? 'Nothing chosen to read' : 'Not tried yet';
    return words(title, 'unknown', line, { explanation, why: `${notTried(input)}${refused}` });
  }
  const { call } = record.result;
  const proof = { certainty: 'proved', at: record.at, explanation } as const;
  if (call === null)
    return words(title, 'not-possible', 'Not called, because there was no token', {
      ...proof,
      why: 'Without a token nothing was sent. Step 5 says why there was none.',
    });
  const trouble = explained(input, 7);
  const facts = [
    ...copied('Request', `GET ${call.url}`),
    fact('Header', 'Authorization: Bearer', { note: 'The token of step 6, which never left the VM' }),
    fact('Answer', answerText(call.status, call.durationMs, call.code)),
    ...(call.message === '' ? [] : [fact('It said', call.message)]),
    ...copied('Version of the secret', call.version, 'The value was discarded on the VM'),
    ...probeFacts(record),
  ];
  const line = `${answerText(call.status, call.durationMs, call.code)} · ${target.resource}`;
  // An answer to somebody else's token proves nothing about this identity.
  if (input.target?.explanation?.step === 6)
    return words(title, 'unknown', 'Called with a token of another identity', {
      at: record.at,
      explanation,
      why: 'The answer says nothing about this identity. See step 6.',
      facts,
    });
  if (trouble === null) return words(title, 'done', line, { ...proof, facts });
  return words(title, 'not-possible', line, {
    ...proof,
    why: `${trouble.title}. ${trouble.why}`,
    repair: trouble.repair,
    facts,
  });
}
