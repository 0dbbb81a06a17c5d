import type { ScopeKind } from '@/lib/arm/scopes';

const short: Record<ScopeKind, string> = {
  root: 'root',
  'management group': 'mg',
  subscription: 'sub',
  'resource group': 'rg',
  resource: 'res',
  'child resource': 'res',
};

/** Where a role assignment holds: the kind of scope, then its name. The wider the scope, the louder. */
export function ScopeTag({ kind, name, title }: { kind: ScopeKind; name: string; title?: string }) {
  const broad = kind === 'root' || kind === 'management group' || kind === 'subscription';
  return (
    <span title={title ?? `${kind} ${name}`} className="inline-flex max-w-full items-baseline gap-1.5">
      <span
        className={`shrink-0 rounded-sm border px-1 text-xs ${broad ? 'border-access text-access' : 'border-line-strong text-ink-3'}`}
      >
        <span aria-hidden="true">{short[kind]}</span>
        <span className="sr-only">{kind}</span>
      </span>
      <span className="truncate">{name}</span>
    </span>
  );
}
