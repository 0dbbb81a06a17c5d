import { KindMark } from '@/components/ui/kind-mark';
import { Panel } from '@/components/ui/panel';
import { type Answers, askedQuestions } from '@/lib/onboarding/answers';
import { answered, decide, leanOf } from '@/lib/onboarding/recommend';

function leaning(lean: number): string {
  if (lean < -0.2) return 'Leaning toward system-assigned';
  if (lean > 0.2) return 'Leaning toward user-assigned';
  return 'Undecided';
}

/** Where the answers lead so far, and why, so that the result is no surprise. */
export function SoFar({ answers }: { answers: Answers }) {
  const given = answered(answers);
  const open = askedQuestions(answers).filter(({ id }) => answers[id] === undefined);
  const lean = leanOf(answers);
  // While questions are open, that nothing speaks for anything is no reason yet.
  const { reasons } = decide(answers);
  const said = open.length > 0 && lean === 0 ? [] : reasons;
  return (
    <Panel title="So far" aside="Updates as you answer">
      <div className="px-4 py-3.5">
        <p className="flex items-center gap-3 font-semibold">
          {Math.abs(lean) > 0.2 && <KindMark kind={lean < 0 ? 'system' : 'user'} />}
          {given.length === 0 ? 'Nothing answered yet' : leaning(lean)}
        </p>
        <div
          aria-hidden="true"
          className="relative mt-3 h-1.5 rounded-full bg-[linear-gradient(90deg,var(--system),var(--line-strong),var(--user))]"
        >
          <span
            className="absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-user bg-surface"
            style={{ left: `${50 + lean * 45}%` }}
          />
        </div>
        <p className="mt-1.5 flex justify-between text-sm">
          <span className="text-system">System-assigned</span>
          <span className="text-user">User-assigned</span>
        </p>
      </div>
      {given.length > 0 && said.length > 0 && (
        <ul className="border-line border-t">
          {said.map(({ title, text }) => (
            <li key={title} className="flex gap-2.5 border-line px-4 py-2.5 not-first:border-t">
              <span aria-hidden="true" className="text-ok">
                ✓
              </span>
              <span className="min-w-0">
                <span className="block font-semibold">{title}</span>
                <span className="block text-ink-2 text-sm">{text}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {open.length > 0 && (
        <p className="border-line border-t px-4 py-2.5 text-ink-2 text-sm">
          <span className="block font-semibold">Open questions</span>
          {open.map(({ label }) => label).join(', ')}
        </p>
      )}
    </Panel>
  );
}
