'use client';

import { type ComponentProps, lazy, Suspense } from 'react';
import type { ActionProblem } from './action-problem';

// Fetched when something goes wrong: most plans are confirmed.
const Problem = lazy(async () => ({ default: (await import('./action-problem')).ActionProblem }));

/** Why an action did not do what it was called for, on a page that otherwise needs none of it. */
export function ProblemNotice(props: ComponentProps<typeof ActionProblem>) {
  return (
    <Suspense>
      <Problem {...props} />
    </Suspense>
  );
}
