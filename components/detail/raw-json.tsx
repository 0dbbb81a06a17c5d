'use client';

import { lazy, Suspense, useState } from 'react';
import { Panel } from '@/components/ui/panel';

const RawAnswer = lazy(async () => ({ default: (await import('./raw-answer')).RawAnswer }));

/** The resource as Azure answers it now. Asked for only when opened: it costs a call. */
export function RawJson({ armId }: { armId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <Panel title="JSON" aside="as Azure answers it now, secrets removed">
      <details onToggle={(event) => setOpened(event.currentTarget.open)}>
        <summary className="cursor-pointer px-4 py-2">Show</summary>
        <Suspense>{opened && <RawAnswer armId={armId} />}</Suspense>
      </details>
    </Panel>
  );
}
