import type { Metadata } from 'next';
import { QuestionPage } from '@/components/start/question-page';
import { StartCards } from '@/components/start/start-cards';
import { requireOperator } from '@/lib/auth/require-operator';
import { askedQuestions, nextQuestion, questions, readAnswers } from '@/lib/onboarding/answers';
import { chosenMachines } from '@/lib/onboarding/chosen-machines';

export const metadata: Metadata = { title: 'Which identity do I need?' };

/** One question at a time; what was answered is in the address. */
export default async function Page({ searchParams }: PageProps<'/start'>) {
  await requireOperator();
  const query = await searchParams;
  const answers = readAnswers(query);
  const asked = askedQuestions(answers);
  const question =
    asked.find(({ id }) => id === query.q) ?? nextQuestion(answers) ?? asked.at(-1) ?? questions[0];
  if (question === undefined) throw new Error('There is no question.');
  return (
    <>
      <QuestionPage question={question} answers={answers} more={{ vm: chosenMachines(query).join(',') }} />
      {Object.keys(answers).length === 0 && <StartCards />}
    </>
  );
}
