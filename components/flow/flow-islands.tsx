'use client';

import type { ComponentProps } from 'react';
import { whenNeeded } from '@/components/live/when-needed';
import type { CopyCurl } from './copy-curl';
import type { ProbeButton } from './probe-button';

// The seven steps are on the page from the start; what acts on them comes with the first touch.

export const ProbeButtonIsland = whenNeeded<ComponentProps<typeof ProbeButton>>(
  async () => (await import('./probe-button')).ProbeButton,
);
export const CopyCurlIsland = whenNeeded<ComponentProps<typeof CopyCurl>>(
  async () => (await import('./copy-curl')).CopyCurl,
);
