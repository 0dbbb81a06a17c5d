import { OverviewScreen } from '@/components/overview/overview-screen';
import { requireOperator } from '@/lib/auth/require-operator';

/** What there is and what kind it is, what needs attention, what just changed. */
export default async function OverviewPage() {
  await requireOperator();
  return <OverviewScreen />;
}
