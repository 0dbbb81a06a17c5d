'use client';

import { useState } from 'react';
import { Panel } from '@/components/ui/panel';
import type { PlanCode as Code, CodeFile } from '@/lib/model/plan-review';

const languages = [
  ['az', 'Azure CLI'],
  ['bicep', 'Bicep'],
  ['arm', 'ARM JSON'],
  ['terraform', 'Terraform'],
] as const;

function CopyText({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState('');
  return (
    <button
      type="button"
      aria-label={`Copy ${label}`}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(text))}
      className="rounded-sm px-1 hover:text-ink"
    >
      {copied === text ? 'Copied' : 'Copy'}
    </button>
  );
}

function FileText({ file, label }: { file: CodeFile; label: string }) {
  return (
    <div className="border-line not-first:border-t">
      <div className="flex items-center justify-between px-3.5 pt-2 text-sm text-ink-2">
        <span className="font-mono">{file.name}</span>
        <CopyText text={file.text} label={file.name} />
      </div>
      {/* Focusable, because long texts scroll. */}
      <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto">
        <pre className="px-3.5 py-3 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {file.text}
        </pre>
      </section>
    </div>
  );
}

/** The plan for people who prefer code: what it leads to in four languages, ready to copy. */
export function PlanCode({ code }: { code: Code }) {
  const [language, setLanguage] = useState<keyof Code>('az');
  const { files, run } = code[language];
  return (
    <Panel
      title="As code"
      aside={
        <span className="flex flex-wrap gap-2">
          {languages.map(([key, label]) => (
            <button
              key={key}
              type="button"
              aria-pressed={language === key}
              onClick={() => setLanguage(key)}
              className={`rounded-sm px-1 ${language === key ? 'font-semibold text-ink' : 'hover:text-ink'}`}
            >
              {label}
            </button>
          ))}
        </span>
      }
    >
      {files.map((file, index) => (
        <FileText
          key={file.name}
          file={file}
          label={`The plan as ${language}${index === 0 ? '' : `, ${file.name}`}`}
        />
      ))}
      {run !== '' && (
        <div className="flex items-start justify-between gap-3 border-t border-line px-3.5 py-2 text-sm text-ink-2">
          <code className="font-mono [overflow-wrap:anywhere]">{run}</code>
          <CopyText text={run} label="the command" />
        </div>
      )}
    </Panel>
  );
}
