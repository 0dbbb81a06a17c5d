'use client';

import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Queries } from '@/components/live/queries';
import { sentencesOf } from '@/components/plans/action-problem';
import { type NewPlan, useDraft } from '@/components/plans/use-draft';
import { useOpenPage } from '@/components/shell/link-navigation';
import { navPages } from '@/components/shell/nav-pages';
import { findByName, type PaletteHit, useGuidHits } from '@/components/shell/palette-hits';
import { scopeNodes } from '@/components/shell/scope-tree';
import { nextTheme, setTheme, useTheme } from '@/components/shell/theme-store';
import { countOf } from '@/components/ui/num';
import { KindTag, Tag } from '@/components/ui/tag';
import { postJson } from '@/lib/browser/post-json';
import { actionsQuery, scopesQuery, useEstate, useEstateTable } from '@/lib/browser/queries';
import { useScope } from '@/lib/browser/use-scope';
import type { ActionWords } from '@/lib/model/actions';
import { api, formHref, inScope } from '@/lib/routes';

function Line({ onSelect, value, children }: { onSelect: () => void; value: string; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-sunken"
    >
      {children}
    </Command.Item>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  );
}

/** Every page, identity, virtual machine, subscription and action, by typing. Names match anywhere, ids from 4 digits. */
export function Palette(props: { onClose: () => void }) {
  return (
    <Queries>
      <PaletteDialog {...props} />
    </Queries>
  );
}

function PaletteDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  // Rows arrive after the typing: the first line stays selected until the person moves.
  const [selected, setSelected] = useState('');
  const [moved, setMoved] = useState(false);
  const openPage = useOpenPage();
  const scope = useScope();
  const theme = useTheme();
  const { data: summary } = useEstate();
  const { data: scopeTree } = useQuery(scopesQuery);
  const identities = useEstateTable('identities').data?.table;
  const hosts = useEstateTable('hosts').data?.table;
  const guidHits = useGuidHits(text);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    input.current?.focus();
  }, []);

  const { data: words = [] } = useQuery(actionsQuery);
  // An action that wants a thing: it is looked for next, in the same box.
  const [chosen, setChosen] = useState<ActionWords | null>(null);
  const { open, failure } = useDraft();
  const choose = (action: ActionWords | null) => {
    setChosen(action);
    setText('');
    setMoved(false);
  };
  const act = async ({ kind, on }: ActionWords, armId: string) => {
    const question = { kind, on, ids: [armId] };
    if (await open(() => postJson<NewPlan>(api.actions(), question, 'Find out what to do'))) onClose();
  };

  const wanted = text.trim().toLowerCase();
  const pages = chosen !== null ? [] : navPages.filter((page) => page.title.toLowerCase().includes(wanted));
  const identityHits = findByName(identities, wanted, guidHits.identities).filter(
    ({ kind }) => chosen === null || (chosen.on === 'userAssigned' && kind === 'user'),
  );
  const hostHits = findByName(hosts, wanted, guidHits.hosts).filter(
    ({ kind }) => chosen === null || (chosen.on === 'machine' && kind === 'virtual machine'),
  );
  const scopes =
    wanted && chosen === null
      ? scopeNodes(scopeTree ?? { managementGroups: [], subscriptions: [], resourceGroups: [] })
          .filter((node) => node.disabledReason === '' && node.name.toLowerCase().includes(wanted))
          .slice(0, 5)
      : [];
  const allActions: { title: string; run: () => void; stays?: boolean }[] = [
    { title: `Theme: ${nextTheme(theme)}`, run: () => setTheme(nextTheme(theme)) },
    ...words
      .filter((one) => one.palette !== '')
      .map((one) => {
        const { form, palette: title } = one;
        if (form !== null) return { title, run: () => openPage(inScope(formHref(form, []), scope)) };
        return { title, run: () => choose(one), stays: true };
      }),
    { title: 'Copy link to this page', run: () => void navigator.clipboard.writeText(window.location.href) },
  ];
  const actions = allActions.filter(({ title }) => chosen === null && title.toLowerCase().includes(wanted));

  const first =
    [...pages, ...identityHits, ...hostHits].map((line) => line.href)[0] ??
    scopes.map((node) => node.armId)[0] ??
    actions.map((action) => action.title)[0] ??
    '';

  const go = (href: string) => {
    openPage(inScope(href, scope));
    onClose();
  };
  const run = (action: () => void) => {
    action();
    onClose();
  };
  const hitLine = (hit: PaletteHit) => (
    <Line
      key={hit.href}
      value={hit.href}
      onSelect={() => (chosen === null ? go(hit.href) : void act(chosen, hit.armId))}
    >
      {hit.isIdentity ? <KindTag kind={hit.kind} /> : <Tag>{hit.kind}</Tag>}
      <span className="truncate">{hit.name}</span>
      <span className="ml-auto truncate text-ink-3">{hit.where}</span>
    </Line>
  );

  return (
    <dialog
      ref={dialog}
      aria-label="Search or jump to"
      onClose={onClose}
      // A click on the backdrop is a click on the dialog itself: its content covers it otherwise.
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
      className="mx-auto mt-[12vh] w-[min(40rem,calc(100vw-1.5rem))] rounded-lg border border-line bg-raised shadow-lift"
    >
      <Command
        shouldFilter={false}
        loop
        label="Search or jump to"
        value={moved ? selected : first}
        onValueChange={setSelected}
        onKeyDown={(event) => event.key.startsWith('Arrow') && setMoved(true)}
        onPointerMove={() => setMoved(true)}
      >
        <Command.Input
          ref={input}
          value={text}
          onValueChange={(typed) => {
            setText(typed);
            setMoved(false);
          }}
          placeholder="Search names and ids, or jump to a page"
          className="h-11 w-full border-b border-line bg-transparent px-3.5 text-md outline-none"
        />
        {chosen !== null && (
          <p className="flex items-center gap-2 border-line border-b px-3.5 py-1.5">
            <span className="font-medium">{chosen.palette}:</span> type the name of the one.
            <button type="button" className="ml-auto text-accent underline" onClick={() => choose(null)}>
              Back
            </button>
          </p>
        )}
        {failure !== null && (
          <p role="alert" className="px-3.5 py-1.5 text-critical">
            {sentencesOf(failure).join(' ')}
          </p>
        )}
        <Command.List className="max-h-[60vh] overflow-y-auto p-1.5">
          <Command.Empty className="px-2 py-4 text-ink-2">
            Nothing among {countOf(summary?.counts.identities ?? 0, 'identity', 'identities')} and{' '}
            {countOf(summary?.counts.virtualMachines ?? 0, 'virtual machine')} is called that.
          </Command.Empty>
          {pages.length > 0 && (
            <Group heading="Pages">
              {pages.map((page) => (
                <Line key={page.href} value={page.href} onSelect={() => go(page.href)}>
                  {page.title}
                </Line>
              ))}
            </Group>
          )}
          {wanted !== '' && !(identities && hosts) && (
            <Command.Loading className="px-2 py-1 text-ink-3">Reading names…</Command.Loading>
          )}
          {identityHits.length > 0 && <Group heading="Identities">{identityHits.map(hitLine)}</Group>}
          {hostHits.length > 0 && (
            <Group heading="Virtual machines and other resources">{hostHits.map(hitLine)}</Group>
          )}
          {scopes.length > 0 && (
            <Group heading="Show only">
              {scopes.map((node) => (
                <Line
                  key={node.armId}
                  value={node.armId}
                  onSelect={() => run(() => openPage(inScope(window.location.pathname, node.armId)))}
                >
                  <span className="truncate">{node.name}</span>
                  <span className="ml-auto text-ink-3">{node.kind}</span>
                </Line>
              ))}
            </Group>
          )}
          {actions.length > 0 && (
            <Group heading="Actions">
              {actions.map((action) => (
                <Line
                  key={action.title}
                  value={action.title}
                  onSelect={() => (action.stays ? action.run() : run(action.run))}
                >
                  {action.title}
                </Line>
              ))}
            </Group>
          )}
        </Command.List>
      </Command>
    </dialog>
  );
}
