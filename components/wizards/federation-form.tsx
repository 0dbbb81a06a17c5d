'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { keepDraft } from '@/components/plans/open-plan';
import { PlanButton } from '@/components/plans/plan-button';
import { Button } from '@/components/ui/button';
import { defaultAudience, federationRemarks } from '@/lib/audit/federation/federation-risks';
import { bindStep } from '@/lib/changes/steps/all-steps';
import { routes } from '@/lib/routes';
import { SelectField, TextField } from './fields';

type Source = 'github' | 'kubernetes' | 'other';

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

/** Lets a workload outside Azure sign in as an identity. */
export function FederationForm({ identityId, identityName }: { identityId: string; identityName: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [source, setSource] = useState<Source>('github');
  const [texts, setTexts] = useState<Record<string, string>>({
    namespace: 'default',
    environment: 'production',
  });
  if (!open)
    return (
      <Button size="sm" onClick={() => setOpen(true)}>
        Add a federated credential
      </Button>
    );
  const trust = trustOf(source, texts);
  const input = { identityId, name: texts.name ?? '', ...trust };
  const bound = bindStep({ kind: 'add-federated-credential', input });
  const errors = bound.ok ? {} : bound.errors;
  const field = (
    name: string,
    label: string,
    more: { hint?: string; placeholder?: string; of?: string } = {},
  ) => (
    <TextField
      label={label}
      value={texts[name] ?? ''}
      onChange={(value) => setTexts({ ...texts, [name]: value })}
      mono
      {...(more.placeholder ? { placeholder: more.placeholder } : {})}
      hint={more.hint}
      error={(texts[name] ?? '') === '' ? '' : errors[more.of ?? name]}
    />
  );
  const review = () => {
    const steps = [{ kind: 'add-federated-credential', stage: 0, input }];
    router.push(
      routes.plan(keepDraft({ title: `Let ${input.name} sign in as ${identityName}`, steps, undoOf: '' })),
    );
  };
  const [problem] = Object.values(errors);
  return (
    <div className="max-w-2xl space-y-3">
      <SelectField
        label="Workload"
        value={source}
        onChange={(value) => setSource(value === 'github' || value === 'kubernetes' ? value : 'other')}
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
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => setOpen(false)}>Close</Button>
        <Button variant="primary" disabledReason={problem} onClick={review}>
          Review
        </Button>
        {problem !== undefined && <span className="text-ink-2">{problem}</span>}
      </div>
    </div>
  );
}

export function RemoveFederation({ identityId, name }: { identityId: string; name: string }) {
  return (
    <PlanButton
      size="sm"
      variant="quiet"
      label="Remove"
      title={`No longer let ${name} sign in`}
      steps={() => [{ kind: 'remove-federated-credential', stage: 0, input: { identityId, name } }]}
    />
  );
}
