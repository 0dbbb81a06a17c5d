'use client';

import { useId } from 'react';
import type { SecretNeed } from '@/lib/model/plan-review';
import { rulesText, secretProblem } from '@/lib/model/secret-rules';

const control = 'mt-1 h-8 w-80 max-w-full rounded-md border border-line-strong bg-surface px-2.5';

function SecretField({
  need,
  value,
  onChange,
}: {
  need: SecretNeed;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const problem = value === '' ? '' : secretProblem(need, value);
  return (
    <div>
      <label htmlFor={id} className="block font-medium">
        {need.label}
      </label>
      <input
        id={id}
        type="password"
        name={`secrets[${need.key}]`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        minLength={need.minLength}
        maxLength={need.maxLength}
        autoComplete="new-password"
        aria-invalid={problem !== ''}
        aria-describedby={`${id}-problem ${id}-hint`}
        className={control}
      />
      <p id={`${id}-problem`} className="mt-0.5 text-critical text-sm empty:hidden">
        {problem}
      </p>
      <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-2">
        {rulesText(need)} It is sent to Azure as a secure parameter and is not stored in the plan or a log.
      </p>
    </div>
  );
}

interface ConfirmFieldsProps {
  /** '' for no name. */
  nameToType: string;
  typedName: string;
  onType: (name: string) => void;
  needed: readonly SecretNeed[];
  secrets: Readonly<Record<string, string>>;
  onSecret: (key: string, value: string) => void;
}

/** What a confirmation needs besides a click: passwords, and the name of what is deleted for good. */
export function ConfirmFields({
  nameToType,
  typedName,
  onType,
  needed,
  secrets,
  onSecret,
}: ConfirmFieldsProps) {
  const nameId = useId();
  return (
    <>
      {needed.map((need) => (
        <SecretField
          key={need.key}
          need={need}
          value={secrets[need.key] ?? ''}
          onChange={(value) => onSecret(need.key, value)}
        />
      ))}
      {nameToType !== '' && (
        <div>
          <label htmlFor={nameId} className="block font-medium">
            This cannot be undone. Type <code className="font-mono">{nameToType}</code> to confirm.
          </label>
          <input
            id={nameId}
            name="typedName"
            value={typedName}
            onChange={(event) => onType(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className={`${control} font-mono`}
          />
        </div>
      )}
    </>
  );
}
