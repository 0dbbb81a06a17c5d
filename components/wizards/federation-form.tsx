'use client';

import { ActionProblem } from '@/components/plans/action-problem';
import { useFormDraft } from '@/components/plans/use-draft';
import { Button } from '@/components/ui/button';
import { defaultAudience, federationRemarks } from '@/lib/audit/federation/federation-risks';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import { makeStep } from '@/lib/changes/steps/make-step';
import { SelectField, TextField } from './fields';
import { useInputErrors } from './use-input-errors';
import { formQuery, useTexts } from './wizard-state';

type Source = 'github' | 'kubernetes' | 'other';

/** Null: the form is closed. */
function sourceOf(text: string): Source | null {
  if (text === '') return null;
  return text === 'github' || text === 'kubernetes' ? text : 'other';
}

const githubIssuer = 'https://token.actions.githubusercontent.com';

/** Issuer and subject as each kind of workload writes them. */
function trustOf(
  source: Source,
  texts: Readonly<Record<string, string>>,
): { issuer: string; subject: string } {
  const {
    repository = '',
    environment = '',
    cluster = '',
    namespace = '',
    account = '',
    issuer = '',
    subject = '',
  } = texts;
  switch (source) {
    case 'github':
      return {
        issuer: githubIssuer,
        subject: repository === '' ? '' : `repo:${repository}:environment:${environment}`,
      };
    case 'kubernetes':
      return {
        issuer: cluster,
        subject: account === '' ? '' : `system:serviceaccount:${namespace}:${account}`,
      };
    case 'other':
      return { issuer, subject };
  }
}

/** Kept in the address of the identity's page while the form is open. */
const names = [
  'workload',
  'name',
  'repository',
  'environment',
  'cluster',
  'namespace',
  'account',
  'issuer',
  'subject',
] as const;
type Name = (typeof names)[number];

export interface FederationFormProps {
  action: FormActions['addFederatedCredential'];
  identityId: string;
  identityName: string;
}

/** Lets a workload outside Azure sign in as an identity. */
export function FederationForm({ action, identityId, identityName }: FederationFormProps) {
  const { all, set } = useTexts(names);
  const { open, pending, failure } = useFormDraft();
  const texts: Readonly<Record<string, string>> = all;
  const source = sourceOf(texts.workload ?? '');
  const trust = trustOf(source ?? 'other', texts);
  const input = { identityId, name: texts.name ?? '', ...trust };
  const addition = makeStep(action, input);
  const { errors, problem } = useInputErrors(addition, source !== null);
  if (source === null) return null;
  const field = (
    name: Name,
    label: string,
    more: { hint?: string; placeholder?: string; of?: string } = {},
  ) => (
    <TextField
      label={label}
      value={texts[name] ?? ''}
      onChange={(value) => set({ [name]: value })}
      mono
      {...(more.placeholder ? { placeholder: more.placeholder } : {})}
      hint={more.hint}
      error={(texts[name] ?? '') === '' ? '' : errors[more.of ?? name]}
    />
  );
  const review = () =>
    void open(() => ({
      title: `Let ${input.name} sign in as ${identityName}`,
      steps: [addition],
      origin: { form: 'federation', armId: identityId, query: formQuery({ texts }) },
    }));
  return (
    <div className="max-w-2xl space-y-3">
      <SelectField
        label="Workload"
        value={source}
        onChange={(value) => set({ workload: value })}
        options={[
          { value: 'github', label: 'GitHub Actions' },
          { value: 'kubernetes', label: 'Kubernetes service account' },
          { value: 'other', label: 'Another issuer' },
        ]}
      />
      {field('name', 'Name', { placeholder: 'github-production' })}
      {source === 'github' && field('repository', 'Repository', { placeholder: 'owner/name', of: 'subject' })}
      {source === 'github' &&
        field('environment', 'Environment', {
          of: 'subject',
          hint: 'With required reviewers, so that not every branch can become this identity.',
        })}
      {source === 'kubernetes' &&
        field('cluster', 'Issuer of the cluster', { placeholder: 'https://…', of: 'issuer' })}
      {source === 'kubernetes' && field('namespace', 'Namespace', { of: 'subject' })}
      {source === 'kubernetes' && field('account', 'Service account', { of: 'subject' })}
      {source === 'other' && field('issuer', 'Issuer', { placeholder: 'https://…' })}
      {source === 'other' && field('subject', 'Subject')}
      {trust.subject !== '' &&
        errors.issuer === undefined &&
        federationRemarks({ ...trust, audiences: [defaultAudience] }).map(({ text }) => (
          <p key={text} className="rounded-sm bg-access-soft px-3 py-2">
            {text}.
          </p>
        ))}
      {failure !== null && <ActionProblem failure={failure} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => set(Object.fromEntries(names.map((name) => [name, ''])))}>Close</Button>
        <Button
          variant="primary"
          disabledReason={problem ?? (pending ? 'The plan is being stored.' : undefined)}
          onClick={review}
        >
          Review
        </Button>
        {problem !== undefined && <span className="text-ink-2">{problem}</span>}
      </div>
    </div>
  );
}
