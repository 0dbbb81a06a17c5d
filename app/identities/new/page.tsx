import type { Metadata } from 'next';
import { Queries } from '@/components/live/queries';
import { prefetchSummary } from '@/components/tables/first-screen';
import { CreateIdentityWizard } from '@/components/wizards/create-identity-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Create an identity' };

export default async function Page({ searchParams }: PageProps<'/identities/new'>) {
  await requireOperator();
  const { queries } = await prefetchSummary(await searchParams);
  return (
    <Queries state={queries}>
      <CreateIdentityWizard />
    </Queries>
  );
}
