'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { Queries } from '@/components/live/queries';
import { useOpenPage } from '@/components/shell/link-navigation';
import { matchesText, matchingNodes, type ScopeNode, scopeNodes } from '@/components/shell/scope-tree';
import { formatCount } from '@/components/ui/num';
import { scopesQuery } from '@/lib/browser/queries';
import { useScope } from '@/lib/browser/use-scope';
import type { EstateSummary } from '@/lib/model/summary';

/** More than anybody reads; the search narrows the rest. */
const maxListLength = 200;

const kindWords: Record<ScopeNode['kind'], string> = {
  everything: '',
  'management group': 'management group',
  subscription: 'subscription',
  'resource group': 'resource group',
};

/** Management groups, subscriptions and resource groups as a searchable tree. */
export function ScopeList() {
  return (
    <Queries>
      <Scopes />
    </Queries>
  );
}

function Scopes() {
  const { data: summary } = useQuery(scopesQuery);
  if (summary === undefined) return <p className="px-3 py-2 text-ink-2">Reading…</p>;
  return <ScopeTree summary={summary} />;
}

/** The page that is open, in another scope; '' lifts it. */
function withScope(armId: string): string {
  const parameters = new URLSearchParams(window.location.search);
  if (armId === '') parameters.delete('scope');
  else parameters.set('scope', armId);
  const query = parameters.toString();
  return `${window.location.pathname}${query === '' ? '' : `?${query}`}`;
}

function ScopeTree({ summary }: { summary: EstateSummary }) {
  const scope = useScope();
  const openPage = useOpenPage();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // The list arrives after its popover is open, too late for the browser to focus it by `autofocus`.
  useEffect(() => input.current?.focus(), []);

  const everything: ScopeNode = {
    armId: '',
    kind: 'everything',
    name: `Everything in ${summary.caller.tenantName || 'your directory'}`,
    detail: '',
    depth: 0,
    disabledReason: '',
  };
  const found = matchingNodes(scopeNodes(summary), text, scope);
  const shown = found.slice(0, maxListLength);
  const choose = (armId: string) => {
    openPage(withScope(armId));
    const popover = input.current?.closest<HTMLElement>('[popover]');
    popover?.hidePopover();
    popover?.parentElement?.closest<HTMLElement>('[popover]')?.hidePopover();
  };

  return (
    <Command shouldFilter={false} label="Scopes" loop defaultValue={scope || 'everything'}>
      <Command.Input
        ref={input}
        value={text}
        onValueChange={setText}
        placeholder="Filter groups, subscriptions, resource groups"
        className="w-full border-b border-line bg-transparent px-3 py-2 outline-none"
      />
      <Command.List className="max-h-[min(60vh,26rem)] overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-ink-2">Nothing you can see is called that.</Command.Empty>
        {(text === '' ? [everything, ...shown] : shown).map((node) => (
          <Command.Item
            key={node.armId}
            value={node.armId || 'everything'}
            // What is only above a match is context: Enter takes the first match.
            disabled={node.disabledReason !== '' || !matchesText(node, text)}
            onSelect={() => choose(node.armId)}
            className="flex items-baseline gap-2 rounded-sm py-1 pr-2 aria-disabled:cursor-not-allowed data-[selected=true]:bg-sunken"
            style={{ paddingInlineStart: `${8 + node.depth * 14}px` }}
          >
            <span className="min-w-0 flex-1">
              <span
                className={`block truncate ${node.disabledReason || !matchesText(node, text) ? 'text-ink-3' : ''}`}
              >
                {node.name}
                {node.armId === scope && <span className="ml-2 text-accent">chosen</span>}
              </span>
              {node.disabledReason && <span className="block text-xs text-ink-3">{node.disabledReason}</span>}
            </span>
            <span className="shrink-0 text-xs text-ink-3">{kindWords[node.kind]}</span>
          </Command.Item>
        ))}
      </Command.List>
      {found.length > shown.length && (
        <p className="border-t border-line px-3 py-2 text-sm text-ink-3">
          {formatCount(found.length - shown.length)} more: type to narrow.
        </p>
      )}
      {text === '' && (
        <p className="border-t border-line px-3 py-2 text-sm text-ink-3">
          Resource groups appear as you type.
        </p>
      )}
    </Command>
  );
}
