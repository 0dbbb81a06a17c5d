import { Tag } from '@/components/ui/tag';
import type { EffectiveActions } from '@/lib/model/identity-detail';
import { ScopeText } from './role-assignment-rows';

function ActionList({
  title,
  actions,
  tone,
}: {
  title: string;
  actions: readonly string[];
  tone: 'may' | 'not';
}) {
  if (actions.length === 0) return null;
  return (
    <div>
      <p className="text-sm text-ink-2">
        {title} <span className="tabular-nums">{actions.length}</span>
      </p>
      <ul className={`mt-1 max-h-60 overflow-y-auto font-mono text-sm ${tone === 'not' ? 'text-ink-3' : ''}`}>
        {actions.map((action) => (
          <li key={action} className="break-all">
            {action}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the role assignments add up to at one scope: actions, what notActions take away, data actions, denials. */
export function EffectiveAccess({ at, open }: { at: EffectiveActions; open: boolean }) {
  return (
    <details className="group border-line px-4 py-2 not-first:border-t" open={open}>
      <summary className="cursor-pointer">
        <ScopeText scope={at.scope} />{' '}
        <span className="text-ink-2">
          {at.from
            .map((source) => `${source.role}${source.inherited ? ` from ${source.scope.name}` : ''}`)
            .join(', ')}
        </span>{' '}
        {at.conditional && <Tag tone="neutral">limited by a condition</Tag>}
        {at.denied.length > 0 && <Tag tone="critical">deny: {at.denied.join(', ')}</Tag>}
      </summary>
      <div className="mt-2 grid gap-4 pb-2 md:grid-cols-2">
        <ActionList title="Actions" actions={at.actions} tone="may" />
        <ActionList title="Not actions (taken away)" actions={at.notActions} tone="not" />
        <ActionList title="Data actions" actions={at.dataActions} tone="may" />
        <ActionList title="Not data actions (taken away)" actions={at.notDataActions} tone="not" />
      </div>
    </details>
  );
}
