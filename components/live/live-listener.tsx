'use client';

import { useEffect } from 'react';
import { connectLive } from '@/components/live/live-connection';

/** Opens the one event stream of the document. What it says is read with `useLive`. */
export function LiveListener() {
  useEffect(connectLive, []);
  return null;
}
