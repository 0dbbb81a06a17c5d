import type { Metadata } from 'next';
import { HostView } from '@/components/detail/host-view';
import { requireOperator } from '@/lib/auth/require-operator';
import { toArmId } from '@/lib/routes';

type Props = PageProps<'/vms/[...armId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { armId } = await params;
  return { title: decodeURIComponent(armId.at(-1) ?? '') };
}

export default async function Page({ params, searchParams }: Props) {
  await requireOperator();
  const { armId } = await params;
  return <HostView armId={toArmId(armId)} query={await searchParams} />;
}
