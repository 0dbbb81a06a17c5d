'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FaultNotice } from '@/components/ui/fault-notice';
import { Panel } from '@/components/ui/panel';
import { detailQuery } from '@/lib/browser/detail-query';
import { api } from '@/lib/routes';

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

/** The resource as Azure answers it now. Asked for only when opened: it costs a call. */
export function RawJson({ armId }: { armId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <Panel title="JSON" aside="as Azure answers it now, secrets removed">
      <details onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary className="cursor-pointer px-4 py-2">Show</summary>
        {opened && <Answer armId={armId} />}
      </details>
    </Panel>
  );
}
