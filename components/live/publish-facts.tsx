'use client';

import { useEffect } from 'react';
import { publishFacts } from '@/components/live/shell-facts';
import type { ShellFacts } from '@/lib/model/shell-facts';

/** A page drawn by the server tells the frame around it what it knows. */
export function PublishFacts({ facts }: { facts: ShellFacts }) {
  useEffect(() => publishFacts(facts), [facts]);
  return null;
}
