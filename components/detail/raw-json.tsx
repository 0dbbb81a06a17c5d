import { RawDetails } from '@/components/detail/raw-details';
import { Panel } from '@/components/ui/panel';

/** The resource as Azure answers it now. */
export function RawJson({ armId }: { armId: string }) {
  return (
    <Panel title="JSON" aside="as Azure answers it now, secrets removed">
      <RawDetails armId={armId} />
    </Panel>
  );
}
