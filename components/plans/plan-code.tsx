'use client';

import { useState } from 'react';
import { Panel } from '@/components/ui/panel';
import type { PlanCode as Code } from '@/lib/model/plan-review';

const languages = [
  ['az', 'az'],
  ['bicep', 'Bicep'],
  ['terraform', 'Terraform'],
] as const;

/** The plan for people who prefer code: the same actions, ready to copy. */
export function PlanCode({ code }: { code: Code }) {
  const [language, setLanguage] = useState<keyof Code>('az');
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(code[language]).then(() => setCopied(true));
  };
  return (
    <Panel
      title="As code"
      aside={
        <span className="flex items-center gap-3">
          <span className="flex gap-2">
            {languages.map(([key, label]) => (
              <button
                key={key}
                type="button"
                aria-pressed={language === key}
                onClick={() => {
                  setLanguage(key);
                  setCopied(false);
                }}
                className={`rounded-sm px-1 ${language === key ? 'font-semibold text-ink' : 'hover:text-ink'}`}
              >
                {label}
              </button>
            ))}
          </span>
          <button type="button" onClick={copy} className="rounded-sm px-1 hover:text-ink">
            {copied ? 'copied' : 'copy'}
          </button>
        </span>
      }
    >
      {/* Focusable, because long lines scroll. */}
      <section aria-label={`The plan as ${language}`} tabIndex={0} className="max-h-96 overflow-auto">
        <pre className="px-3.5 py-3 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {code[language]}
        </pre>
      </section>
    </Panel>
  );
}
