'use client';

import { type ReactNode, useId } from 'react';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** Said below the field; empty: nothing is wrong. */
  error?: string | undefined;
  children: (ids: { id: string; describedBy: string; invalid: boolean }) => ReactNode;
}

/** A label, a control, what it is for and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const invalid = error !== undefined && error !== '';
  return (
    <div>
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      <div className="mt-1">{children({ id, describedBy: `${id}-hint`, invalid })}</div>
      <p id={`${id}-hint`} className={`mt-0.5 text-sm ${invalid ? 'text-critical' : 'text-ink-2'}`}>
        {invalid ? error : hint}
      </p>
    </div>
  );
}

const control = 'h-8 w-full rounded-md border bg-surface px-2.5 placeholder:text-ink-3';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string | undefined;
  placeholder?: string;
  mono?: boolean;
  type?: 'text' | 'password';
  /** Values to choose from; others may be typed. */
  suggestions?: readonly string[];
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  placeholder,
  mono = false,
  type = 'text',
  suggestions,
}: TextFieldProps) {
  const listId = useId();
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, describedBy, invalid }) => (
        <>
          <input
            id={id}
            type={type}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            placeholder={placeholder}
            autoComplete={type === 'password' ? 'new-password' : 'off'}
            spellCheck={false}
            list={suggestions ? listId : undefined}
            className={`${control} ${invalid ? 'border-critical' : 'border-line-strong'} ${mono ? 'max-w-4xl font-mono text-sm' : 'max-w-md'}`}
          />
          {suggestions && (
            <datalist id={listId}>
              {suggestions.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

interface SelectFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  hint?: ReactNode;
  error?: string | undefined;
  /** Shown for no choice. */
  none?: string;
}

export function SelectField({ label, value, onChange, options, hint, error, none }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          className={`${control} max-w-md ${invalid ? 'border-critical' : 'border-line-strong'}`}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; title: ReactNode; text: ReactNode }[];
}

/** One of a few, each with what speaks for it. */
export function Choice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="grid gap-3 md:grid-cols-2">
        {options.map((option) => (
          <label
            key={option.value}
            className={`flex cursor-pointer gap-3 rounded-md border bg-surface p-3.5 ${
              value === option.value ? 'border-ink' : 'border-line hover:border-line-strong'
            }`}
          >
            <input
              type="radio"
              name={name}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="mt-1 self-start"
            />
            <span className="min-w-0">
              <span className="flex items-center gap-2 font-semibold">{option.title}</span>
              <span className="mt-0.5 block text-ink-2">{option.text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
