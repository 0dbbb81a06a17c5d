import type { FlowFact } from '@/lib/model/identity-flow';
import { utcTime } from '../utc-text';
import { copied, type FlowInput, fact, type StepWords, words } from './flow-input';
import { requestEvidence } from './setup-steps';

const title = 'Metadata service configured';

/**
 * Which identity a request gets that names none, and how this one is named.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#get-a-token-using-http
 */
function selectorFacts({ identity, imds, onVm }: FlowInput): FlowFact[] {
  const without = {
    system: imds.isThis ? 'This identity' : 'The system-assigned identity',
    user: imds.isThis ? 'This identity' : imds.name,
    ambiguous: 'Error 400: several user-assigned identities',
    none: 'Error 400: no identity',
  }[imds.kind];
  const because = {
    system: 'Because the system-assigned identity is enabled',
    user: 'Because it is the only identity. A second one makes such requests fail',
    ambiguous: 'Code must name the identity it wants',
    none: 'No identity is on the VM',
  }[imds.kind];
  return [
    fact('Default identity', imds.name === '' ? 'None' : imds.name),
    fact('Request without a selector', without, { note: because }),
    ...copied('client_id', identity.clientId, 'Works: names this identity'),
    ...copied('object_id', identity.principalId, 'Works: names this identity'),
    ...(identity.kind === 'system'
      ? [
          fact('msi_res_id', 'Not for system-assigned', {
            note: 'Takes the resource ID of a user-assigned identity',
          }),
        ]
      : copied('msi_res_id', identity.armId, 'Works: names this identity')),
    fact('Identities on the VM', String(onVm)),
  ];
}

/** Step 3: the VM's metadata service has the identity's credential. */
export function metadataStep(input: FlowInput): StepWords {
  const { identity, vm, attached, attachHref } = input;
  if (identity.kind === 'missing')
    return words(title, 'not-possible', 'Refers to an identity that was deleted', {
      certainty: 'read',
      explanation:
        'Attaching a user-assigned identity is a second request to Azure Resource Manager, which configures the metadata service of the VM.',
      why: `There is no credential for ${identity.name} anymore. Detach it from ${vm?.name ?? 'the VM'}.`,
      facts: selectorFacts(input),
    });
  if (vm === null || !attached)
    return words(
      title,
      'not-possible',
      vm === null ? 'Not attached to any VM' : `Not attached to ${vm.name}`,
      {
        certainty: 'read',
        explanation:
          'Attaching a user-assigned identity is a second request to Azure Resource Manager, which configures the metadata service of the VM.',
        why: `${identity.name} is not attached${vm === null ? ' to any VM you can see' : ` to ${vm.name}`}, so no metadata service can get tokens for it. Attach it to a VM.`,
        repair: {
          label: vm === null ? 'Attach to a VM' : `Attach to ${vm.name}`,
          href: attachHref,
        },
      },
    );
  return identity.kind === 'system' ? ownCredential(input) : attachedIdentity(input, vm.name);
}

/** Azure has no API that shows the credential of a system-assigned identity on the VM. */
function ownCredential(input: FlowInput): StepWords {
  const explanation =
    'Azure Resource Manager gives the metadata service of the VM the credential of the service principal. The credential stays out of reach of code on the VM.';
  const record = input.target?.probe;
  const unseen = 'Azure has no API that shows this.';
  const facts = selectorFacts(input);
  // A token of another identity implies nothing about this one.
  if (record?.result.claims && input.target?.explanation?.step !== 6)
    return words(title, 'done', `${unseen} Implied by step 6`, {
      certainty: 'inferred',
      at: record.at,
      explanation,
      facts: [fact('Implied by', `The token of step 6, ${utcTime(record.at)}`), ...facts],
    });
  return words(title, 'unknown', `${unseen} A token would imply it`, {
    explanation,
    why: `${unseen} A token issued in step 6 implies it: run the probe.`,
    facts,
  });
}

function attachedIdentity(input: FlowInput, vm: string): StepWords {
  const explanation =
    'Attaching a user-assigned identity is a second request to Azure Resource Manager, which configures the metadata service of the VM.';
  const evidence = input.attachedBy && requestEvidence(input.attachedBy);
  const unknownToService = input.target?.explanation?.id === 'imds-unknown-attachment';
  const facts = [...(evidence?.facts ?? []), ...selectorFacts(input)];
  if (unknownToService && input.target?.explanation)
    return words(title, 'not-possible', 'Attached, but unknown to the metadata service', {
      certainty: 'proved',
      at: input.target.probe?.at ?? -1,
      explanation,
      why: `${input.target.explanation.why} ${input.target.explanation.whatToDo}`,
      repair: input.target.explanation.repair,
      facts,
    });
  return words(title, 'done', evidence ? `Attached to ${vm}. ${evidence.line}` : `Attached to ${vm}`, {
    certainty: 'read',
    at: evidence?.at ?? -1,
    explanation,
    why: evidence?.why ?? '',
    facts: [fact('Attached to', vm, { note: 'Azure Resource Manager shows it as it is now' }), ...facts],
  });
}
