'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { NumberKeys } from './number-keys';

// Answers are links and need no script; the keys that choose them come with the first touch.

export const NumberKeysIsland = whenNeeded<ComponentProps<typeof NumberKeys>>(
  async () => (await import('./number-keys')).NumberKeys,
);
