import { OverviewScreen } from '@/components/overview/overview-screen';

/** What there is and what kind it is, what needs attention, what just changed. */
export default function OverviewPage() {
  return <OverviewScreen />;
}
