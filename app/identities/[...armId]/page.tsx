import type { Metadata } from 'next';
import { IdentityView } from '@/components/detail/identity-view';
import { requireOperator } from '@/lib/auth/require-operator';
import { toArmId } from '@/lib/routes';

type Props = PageProps<'/identities/[...armId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { armId } = await params;
  // A system-assigned identity has its resource's name, four segments before the end of its id.
  const name = armId.at(-2) === 'identities' ? armId.at(-5) : armId.at(-1);
  return { title: decodeURIComponent(name ?? '') };
}

export default async function Page({ params, searchParams }: Props) {
  await requireOperator();
  const { armId } = await params;
  return <IdentityView armId={toArmId(armId)} query={await searchParams} />;
}
