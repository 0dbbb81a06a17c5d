import { Fragment } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { formatCount } from '@/components/ui/num';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import type { Severity } from '@/lib/model/schema';
import type { AttentionItem, EstateSummary } from '@/lib/model/summary';

const squares: Record<Severity, string> = {
  critical: 'bg-critical',
  high: 'bg-access',
  medium: 'border-2 border-access',
  low: 'bg-ink-3',
  info: 'border-2 border-ink-3',
};

function Examples({ item }: { item: AttentionItem }) {
  if (item.examples.length === 0) return null;
  const more = item.count - item.examples.length;
  return (
    <>
      {item.examples.map((example, index) => (
        <Fragment key={example.href}>
          {index > 0 && ', '}
          <EntityAnchor href={example.href}>{example.name}</EntityAnchor>
        </Fragment>
      ))}
      {more > 0 && <span> and {formatCount(more)} more</span>}
    </>
  );
}

function Item({ item }: { item: AttentionItem }) {
  return (
    <li className="flex items-start gap-2.5 border-t border-line px-3.5 py-2.5 first:border-t-0">
      <span aria-hidden="true" className={`mt-1.5 size-2 shrink-0 rounded-[2px] ${squares[item.severity]}`} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {item.title} <span className="ml-1 text-xs font-normal text-ink-3">{item.severity}</span>
        </p>
        <p className="text-sm text-ink-2">{item.detail}</p>
        <p className="truncate text-sm text-ink-2">
          <Examples item={item} />
        </p>
      </div>
      <LinkButton href={item.href} size="sm" aria-label={`Show ${formatCount(item.count)}: ${item.title}`}>
        Show {formatCount(item.count)}
      </LinkButton>
    </li>
  );
}

interface AttentionPanelProps {
  attention: readonly AttentionItem[];
  rules: EstateSummary['rules'];
  loading: boolean;
}

/** What the rules found, worst first. A rule that could not see enough is counted as unknown, never as passed. */
export function AttentionPanel({ attention, rules, loading }: AttentionPanelProps) {
  const aside = loading ? null : (
    <>
      {rules.found} of {rules.ran} rules found something
      {rules.unknown > 0 && <span className="text-access"> · {rules.unknown} could not see enough</span>}
    </>
  );
  return (
    <Panel title="Needs attention" aside={aside}>
      {attention.length > 0 && (
        <ul>
          {attention.map((item) => (
            <Item key={item.finding} item={item} />
          ))}
        </ul>
      )}
      {attention.length === 0 && loading && (
        <EmptyState title="Not judged yet">
          <p>The rules run once everything is read: half an estate would look safer than it is.</p>
        </EmptyState>
      )}
      {attention.length === 0 && !loading && (
        <EmptyState title="Nothing found">
          <p>
            {rules.ran} rules looked at what you can see
            {rules.unknown > 0
              ? `; ${rules.unknown} of them could not see enough to say.`
              : ' and none found anything.'}
          </p>
        </EmptyState>
      )}
    </Panel>
  );
}
