import type { Metadata } from 'next';
import { NeededOnChange } from '@/components/live/when-needed';
import { SetUpIsland } from '@/components/start/set-up-island';
import { prefetchSummary } from '@/components/tables/first-screen';
import { PageHeader } from '@/components/ui/page-header';
import { EntityAnchor } from '@/components/ui/portal-link';
import { requireOperator } from '@/lib/auth/require-operator';
import { formActions } from '@/lib/changes/offers/form-actions';
import { answersQuery, readAnswers } from '@/lib/onboarding/answers';
import { chosenMachines } from '@/lib/onboarding/chosen-machines';
import { recommend } from '@/lib/onboarding/recommend';
import { routes } from '@/lib/routes';

export const metadata: Metadata = { title: 'Set up' };

export default async function Page({ searchParams }: PageProps<'/start/set-up'>) {
  await requireOperator();
  const query = await searchParams;
  const answers = readAnswers(query);
  const { kind, title } = recommend(answers);
  const { stamp, queries } = await prefetchSummary(query);
  const { reach } = answers;
  const back = routes.recommendation(answersQuery(answers, { vm: chosenMachines(query).join(',') }));
  return (
    <>
      <PageHeader
        trail={<EntityAnchor href={back}>{title}</EntityAnchor>}
        title="Set it up"
        subtitle="One plan: the identity, its role, and a proof that code can use it. Everything is chosen by name."
      />
      <SetUpIsland
        queries={queries}
        forms={formActions}
        kind={kind}
        reach={reach === 'secret' || reach === 'container' || reach === 'arm' ? reach : null}
      />
      <NeededOnChange stamp={stamp} />
    </>
  );
}
