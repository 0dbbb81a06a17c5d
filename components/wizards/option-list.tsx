'use client';

import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { formatCount } from '@/components/ui/num';
import { isArmId, sameId } from '@/lib/arm/arm-id';
import { ScopeIcon, type ScopeIconName } from './scope-icon';

export interface Option {
  /** ARM id. */
  readonly id: string;
  readonly name: string;
  readonly icon?: ScopeIconName;
  readonly kind?: string;
  /** Names of what it lies in, outermost first. */
  readonly path?: string;
  /** Why it cannot be chosen; it stays visible with the reason. */
  readonly disabledReason?: string | undefined;
}

interface OptionListProps {
  label: string;
  options: readonly Option[];
  /** ARM id of what is chosen; '' for nothing. */
  chosen: string;
  onChoose: (id: string) => void;
  /** Said when there is nothing to choose from. */
  none: string;
  loading: boolean;
  /** What could not be read, in sentences. */
  problems: readonly string[];
  /**
   * Takes the resource ID of anything, and says what is wrong with it, '' for nothing. Without it, lists that are short
   * have no search field.
   */
  onPaste?: (id: string) => string;
}

/** Lists longer than this can be searched. */
const manyOptions = 8;
const maxShown = 60;

function Line({
  option,
  group,
  chosen,
  onChoose,
}: { option: Option; group: string } & Pick<OptionListProps, 'chosen' | 'onChoose'>) {
  const { id, name, icon, kind = '', path = '', disabledReason } = option;
  const off = disabledReason !== undefined;
  return (
    <label
      className={`flex items-center gap-2.5 px-3.5 py-1 ${off ? 'cursor-not-allowed' : 'cursor-pointer hover:bg-sunken'}`}
      title={id}
    >
      <input
        type="radio"
        name={group}
        checked={sameId(id, chosen)}
        disabled={off}
        onChange={() => onChoose(id)}
      />
      {icon && <ScopeIcon name={icon} />}
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className={`truncate ${off ? 'text-ink-3' : 'font-medium'}`}>{name}</span>
          {kind !== '' && <span className="text-ink-3 text-sm">{kind}</span>}
        </span>
        {(path !== '' || off) && (
          <span className="block truncate text-ink-2 text-sm">{disabledReason ?? path}</span>
        )}
      </span>
    </label>
  );
}

/** One of a list, by name. From the search field, the arrow key leads into the list and Enter takes the only match. */
export function OptionList({
  label,
  options,
  chosen,
  onChoose,
  none,
  loading,
  problems,
  onPaste,
}: OptionListProps) {
  const group = useId();
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState('');
  const [pasteProblem, setPasteProblem] = useState('');
  const wanted = text.trim().toLowerCase();
  const matching = options.filter(
    ({ id, name, path = '' }) => `${name} ${path}`.toLowerCase().includes(wanted) || sameId(id, text.trim()),
  );
  const shown = matching.slice(0, maxShown);
  const enter = (value: string) => {
    const problem = onPaste && isArmId(value.trim()) ? onPaste(value.trim()) : null;
    setPasteProblem(problem ?? '');
    setText(problem === '' ? '' : value);
  };
  const onKey = (event: KeyboardEvent) => {
    const able = matching.filter(({ disabledReason }) => disabledReason === undefined);
    const [only] = able;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.querySelector<HTMLInputElement>('input:enabled')?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (only && able.length === 1) onChoose(only.id);
    }
  };
  return (
    <fieldset className="min-w-0 rounded-md border border-line bg-surface">
      <legend className="sr-only">{label}</legend>
      <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-3.5 py-1.5">
        <span className="font-semibold">{label}</span>
        {(onPaste || options.length > manyOptions) && (
          <input
            type="search"
            value={text}
            onChange={(event) => enter(event.target.value)}
            onKeyDown={onKey}
            aria-label={`Search ${label.toLowerCase()}`}
            placeholder={onPaste ? 'Search, or paste a resource ID' : 'Search by name'}
            className="h-7 w-60 max-w-full rounded-md border border-line-strong bg-surface px-2.5"
          />
        )}
      </div>
      <ul ref={list} className="max-h-64 overflow-y-auto py-1">
        {shown.map((option) => (
          <li key={option.id}>
            <Line option={option} group={group} chosen={chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {matching.length > shown.length && (
        <p className="border-line border-t px-3.5 py-1.5 text-ink-2 text-sm">
          Showing {formatCount(shown.length)} of {formatCount(matching.length)}. Search to see more.
        </p>
      )}
      {loading && (
        <p role="status" className="px-3.5 py-2 text-ink-2">
          Loading…
        </p>
      )}
      {pasteProblem !== '' && (
        <p role="alert" className="px-3.5 py-2 text-critical text-sm">
          {pasteProblem}
        </p>
      )}
      {!loading && pasteProblem === '' && shown.length === 0 && (wanted !== '' || problems.length === 0) && (
        <p className="px-3.5 py-2 text-ink-2">
          {wanted === '' ? none : 'No matches in what you can access.'}
        </p>
      )}
      {problems.map((problem) => (
        <p key={problem} className="px-3.5 py-2 text-access text-sm">
          {problem}
        </p>
      ))}
    </fieldset>
  );
}
