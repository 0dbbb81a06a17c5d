'use client';

import { lazy, Suspense, useState } from 'react';

const RawAnswer = lazy(async () => ({ default: (await import('./raw-answer')).RawAnswer }));

/** Asked for only when opened: it costs a call. */
export function RawDetails({ armId }: { armId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <details onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className="cursor-pointer px-4 py-2">Show</summary>
      <Suspense>{opened && <RawAnswer armId={armId} />}</Suspense>
    </details>
  );
}
