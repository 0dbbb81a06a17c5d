import { KindMark } from '@/components/ui/kind-mark';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { EntityAnchor, PortalLink } from '@/components/ui/portal-link';
import {
  type Answers,
  answersQuery,
  askedQuestions,
  nextQuestion,
  type Question,
  type QuestionChoice,
} from '@/lib/onboarding/answers';
import { routes } from '@/lib/routes';
import { SoFar } from './so-far';
import { NumberKeysIsland } from './start-islands';

interface QuestionPageProps {
  question: Question;
  answers: Answers;
  /** What else is in the address, such as the virtual machines it is for. */
  more: Readonly<Record<string, string>>;
}

const words: readonly string[] = ['No', 'One', 'Two', 'Three', 'Four', 'Five'];

/** Where an answer leads: to the next question, or to the recommendation. */
function hrefOf(
  question: Question,
  choice: QuestionChoice,
  answers: Answers,
  more: QuestionPageProps['more'],
) {
  const next: Answers = { ...answers, [question.id]: choice.value };
  const query = answersQuery(next, more);
  return nextQuestion(next) === undefined ? routes.recommendation(query) : routes.start(query);
}

function Progress({ question, answers, more }: QuestionPageProps) {
  const asked = askedQuestions(answers);
  return (
    <nav aria-label="Questions" className="mb-4">
      <ol className="flex gap-2">
        {asked.map(({ id, label }) => {
          const isThis = id === question.id;
          const isDone = answers[id] !== undefined;
          const bar = isThis ? 'bg-accent' : isDone ? 'bg-ink' : 'bg-line-strong';
          return (
            <li key={id} className="min-w-0 flex-1" aria-current={isThis ? 'step' : undefined}>
              <span aria-hidden="true" className={`block h-1 rounded-full ${bar}`} />
              <span
                className={`mt-1 block truncate text-sm ${isThis ? 'font-semibold' : 'text-ink-2'} max-md:sr-only`}
              >
                {isDone && !isThis ? (
                  <PortalLink
                    href={routes.start(answersQuery(answers, { ...more, q: id }))}
                    className="hover:underline"
                  >
                    <span aria-hidden="true">✓ </span>
                    {label}
                  </PortalLink>
                ) : (
                  label
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Mark({ kind }: { kind: QuestionChoice['kind'] }) {
  if (kind === '') return null;
  return (
    <span className="flex w-14 shrink-0 items-center justify-center gap-1 max-md:hidden">
      {(kind === 'system' || kind === 'both') && (
        <KindMark kind="system" size={kind === 'both' ? 'sm' : 'lg'} />
      )}
      {(kind === 'user' || kind === 'both') && <KindMark kind="user" size={kind === 'both' ? 'sm' : 'lg'} />}
    </span>
  );
}

/** One question on a screen. Every answer is a link: it chooses and goes on, and works without any script. */
export function QuestionPage({ question, answers, more }: QuestionPageProps) {
  const asked = askedQuestions(answers);
  const place = asked.findIndex(({ id }) => id === question.id);
  const before = asked[place - 1];
  return (
    <>
      <PageHeader
        trail={<EntityAnchor href={routes.overview()}>Overview</EntityAnchor>}
        title="Which identity do I need?"
        subtitle={`${words[asked.length] ?? asked.length} questions about your code. The recommendation uses what is already in your estate.`}
        actions={Object.keys(answers).length > 0 && <LinkButton href={routes.start()}>Start over</LinkButton>}
      />
      <Progress question={question} answers={answers} more={more} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)]">
        <section aria-labelledby="question" className="rounded-lg border border-line bg-surface">
          <div className="p-5">
            <p className="text-ink-2">
              Question {place + 1} of {asked.length}
            </p>
            <h2 id="question" className="font-semibold text-lg">
              {question.title}
            </h2>
            <ol className="mt-4 grid gap-2" data-choices="">
              {question.choices.map((choice, at) => {
                const isChosen = answers[question.id] === choice.value;
                return (
                  <li key={choice.value}>
                    <PortalLink
                      href={hrefOf(question, choice, answers, more)}
                      aria-current={isChosen ? 'true' : undefined}
                      aria-keyshortcuts={String(at + 1)}
                      className={`flex items-center gap-3.5 rounded-md border px-3.5 py-2.5 ${isChosen ? 'border-accent bg-accent-soft' : 'border-line-strong hover:border-ink hover:bg-sunken'}`}
                    >
                      <Mark kind={choice.kind} />
                      <span className="min-w-0 flex-1">
                        <span className="block font-semibold">{choice.title}</span>
                        <span className="block text-ink-2">{choice.text}</span>
                      </span>
                      <kbd className="shrink-0 rounded-sm border border-line-strong px-1.5 font-sans text-ink-2 text-sm max-md:hidden">
                        {at + 1}
                      </kbd>
                    </PortalLink>
                  </li>
                );
              })}
            </ol>
          </div>
          <div className="flex flex-wrap items-center gap-3 border-line border-t px-5 py-3">
            {before !== undefined && (
              <LinkButton href={routes.start(answersQuery(answers, { ...more, q: before.id }))}>
                Back
              </LinkButton>
            )}
            <NumberKeysIsland count={question.choices.length} />
          </div>
        </section>
        <SoFar answers={answers} />
      </div>
    </>
  );
}
