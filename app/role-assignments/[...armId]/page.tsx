import type { Metadata } from 'next';
import { RoleAssignmentView } from '@/components/detail/role-assignment-view';
import { requireOperator } from '@/lib/auth/require-operator';
import { toArmId } from '@/lib/routes';

type Props = PageProps<'/role-assignments/[...armId]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { armId } = await params;
  return { title: decodeURIComponent(armId.at(-1) ?? '') };
}

export default async function Page({ params }: Props) {
  await requireOperator();
  const { armId } = await params;
  return <RoleAssignmentView armId={toArmId(armId)} />;
}
