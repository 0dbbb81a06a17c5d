import type { ReactNode } from 'react';

export type Tone = 'system' | 'user' | 'access' | 'critical' | 'ok' | 'accent' | 'neutral';

const tones: Record<Tone, string> = {
  system: 'bg-system-soft text-system',
  user: 'bg-user-soft text-user',
  access: 'bg-access-soft text-access',
  critical: 'bg-critical-soft text-critical',
  ok: 'bg-sunken text-ok',
  accent: 'bg-accent-soft text-accent',
  neutral: 'bg-sunken text-ink-2',
};

/** A short word in a colour that means the same everywhere. The word alone must be enough. */
export function Tag({
  tone = 'neutral',
  children,
  title,
}: {
  tone?: Tone;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span
      title={title}
      className={`inline-block max-w-full truncate rounded-sm px-1.5 align-bottom text-sm leading-5 ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

/** A kind of identity as its tag: `system`, `user`, or `missing` for one that is referred to but does not exist. */
export function KindTag({ kind }: { kind: string }) {
  if (kind === 'missing') {
    return (
      <Tag tone="critical" title="Referred to, but it does not exist (any more)">
        deleted
      </Tag>
    );
  }
  return <Tag tone={kind === 'system' ? 'system' : 'user'}>{kind}</Tag>;
}
