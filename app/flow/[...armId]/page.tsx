import type { Metadata } from 'next';
import { FlowView } from '@/components/detail/flow-view';
import { requireOperator } from '@/lib/auth/require-operator';
import { parseFlowQuery } from '@/lib/flow/flow-href';
import { toArmId } from '@/lib/routes';

type Props = PageProps<'/flow/[...armId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { armId } = await params;
  return { title: `How ${decodeURIComponent(armId.at(-1) ?? '')} gets access` };
}

export default async function Page({ params, searchParams }: Props) {
  await requireOperator();
  const { armId } = await params;
  return <FlowView armId={toArmId(armId)} query={parseFlowQuery(await searchParams)} />;
}
