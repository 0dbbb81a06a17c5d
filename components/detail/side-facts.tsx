import { CopyId } from '@/components/ui/copy-id';
import { Panel } from '@/components/ui/panel';
import type { FindingDetail } from '@/lib/model/identity-detail';
import type { VisibilityGap } from '@/lib/model/summary';

/** What needs attention about this one, and what could not be seen. */
export function Findings({
  findings,
  gaps,
}: {
  findings: readonly FindingDetail[];
  gaps: readonly VisibilityGap[];
}) {
  if (findings.length === 0 && gaps.length === 0) return null;
  return (
    <Panel title="Needs attention" aside={findings.length === 0 ? 'nothing found in what is visible' : ''}>
      <ul>
        {findings.map((finding) => (
          <li key={finding.id} className="border-line px-4 py-2 not-first:border-t">
            <p className="font-medium">
              <span
                className={
                  finding.severity === 'critical' || finding.severity === 'high'
                    ? 'text-critical'
                    : 'text-access'
                }
              >
                {finding.severity}
              </span>{' '}
              {finding.title}
            </p>
            <p className="text-ink-2">{finding.detail}</p>
          </li>
        ))}
        {gaps.map((gap) => (
          <li key={gap.id} className="border-line px-4 py-2 not-first:border-t">
            <p className="font-medium">Unknown: {gap.title}</p>
            <p className="text-ink-2">
              {gap.consequence} {gap.remedy}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Tags({ tags }: { tags: Readonly<Record<string, string>> }) {
  const entries = Object.entries(tags);
  return (
    <Panel title="Tags" aside={entries.length === 0 ? 'none' : String(entries.length)}>
      {entries.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-4 py-2">
          {entries.map(([key, value]) => (
            <div key={key} className="contents">
              <dt className="text-ink-2">{key}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}

/** The same thing for people who prefer the command line. */
export function AzCommands({ commands }: { commands: readonly string[] }) {
  return (
    <Panel title="With az" aside="shows the same">
      <ul className="px-4 py-2">
        {commands.map((command) => (
          <li key={command} className="flex items-start justify-between gap-2 py-1">
            <code className="break-all font-mono text-sm">{command}</code>
            <CopyId value={command} label="command" shown="Copy" />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
