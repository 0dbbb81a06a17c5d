'use client';

import { useEffect } from 'react';
import { becomeNeeded } from '@/components/live/when-needed';
import type { OperationSummary } from '@/lib/model/operation';
import { noteRunning } from './begun-operations';

/** Beside an operation that runs: it is followed from the moment the page is there, however soon it is left again. */
export function RunningOperation({ operation }: { operation: OperationSummary }) {
  useEffect(() => {
    noteRunning(operation);
    becomeNeeded();
  }, [operation]);
  return null;
}
