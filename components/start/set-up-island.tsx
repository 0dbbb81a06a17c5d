'use client';

import type { DehydratedState } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { SetUpForm } from './set-up-form';

interface SetUpProps extends ComponentProps<typeof SetUpForm> {
  /** What the server sent along; null where it did not know the estate yet. */
  queries: DehydratedState | null;
}

export const SetUpIsland = whenNeeded<SetUpProps>(async () => {
  const [{ SetUpForm: Form }, { Queries }] = await Promise.all([
    import('./set-up-form'),
    import('@/components/live/queries'),
  ]);
  return ({ queries, ...rest }: SetUpProps) => (
    <Queries state={queries}>
      <Form {...rest} />
    </Queries>
  );
});
