'use client';

import { useQuery } from '@tanstack/react-query';
import { Queries } from '@/components/live/queries';
import { FaultNotice } from '@/components/ui/fault-notice';
import { detailQuery } from '@/lib/browser/detail-query';
import { api } from '@/lib/routes';

/** The resource as Azure answers it now. */
export function RawAnswer({ armId }: { armId: string }) {
  return (
    <Queries>
      <Answer armId={armId} />
    </Queries>
  );
}

function Answer({ armId }: { armId: string }) {
  const raw = useQuery(detailQuery<unknown>(api.raw(armId), 'Read the resource from Azure'));
  if (raw.error) return <FaultNotice fault={raw.error} />;
  return (
    <section aria-label="Azure’s answer" tabIndex={0} className="max-h-[480px] overflow-auto bg-sunken p-4">
      <pre className="font-mono text-sm">
        {raw.data === undefined ? 'Reading from Azure…' : JSON.stringify(raw.data, null, 2)}
      </pre>
    </section>
  );
}
