import type { Metadata } from 'next';
import { KeepShown } from '@/components/detail/keep-shown';
import { KnownFirst } from '@/components/live/known-first';
import { RecommendationView } from '@/components/start/recommendation-view';
import { requireOperator } from '@/lib/auth/require-operator';
import { advicePage } from '@/lib/changes/offers/advice-page';
import { resultOf } from '@/lib/estate/snapshot/known-estate';
import { readAnswers } from '@/lib/onboarding/answers';
import { chosenMachines } from '@/lib/onboarding/chosen-machines';
import { recommend } from '@/lib/onboarding/recommend';

export const metadata: Metadata = { title: 'Recommendation' };

export default async function Page({ searchParams }: PageProps<'/start/recommendation'>) {
  await requireOperator();
  const query = await searchParams;
  const answers = readAnswers(query);
  const machines = chosenMachines(query);
  const recommendation = recommend(answers);
  const page = resultOf((signal) => advicePage(machines, recommendation.roles, signal), 'Read the estate');
  return (
    <KnownFirst value={page} waiting={<p role="status">Comparing with your estate…</p>}>
      {(found) =>
        found.ok ? (
          <RecommendationView
            recommendation={recommendation}
            answers={answers}
            more={{ vm: machines.join(',') }}
            page={found.value}
          />
        ) : (
          <KeepShown fault={found.fault}>{null}</KeepShown>
        )
      }
    </KnownFirst>
  );
}
