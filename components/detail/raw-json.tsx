'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Panel } from '@/components/ui/panel';

const RawAnswer = dynamic(() => import('./raw-answer').then((module) => module.RawAnswer), { ssr: false });

/** The resource as Azure answers it now. Asked for only when opened: it costs a call. */
export function RawJson({ armId }: { armId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <Panel title="JSON" aside="as Azure answers it now, secrets removed">
      <details onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary className="cursor-pointer px-4 py-2">Show</summary>
        {opened && <RawAnswer armId={armId} />}
      </details>
    </Panel>
  );
}
