import type { Metadata } from 'next';
import { Queries } from '@/components/live/queries';
import { prefetchSummary } from '@/components/tables/first-screen';
import { GiveIdentityWizard } from '@/components/wizards/give-identity-wizard';
import { requireOperator } from '@/lib/auth/require-operator';

export const metadata: Metadata = { title: 'Give an identity' };

export default async function Page({ searchParams }: PageProps<'/vms/give-identity'>) {
  await requireOperator();
  const { queries } = await prefetchSummary(await searchParams);
  return (
    <Queries state={queries}>
      <GiveIdentityWizard />
    </Queries>
  );
}
