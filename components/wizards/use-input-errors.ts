'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { postJson } from '@/lib/browser/post-json';
import type { PlannedStep } from '@/lib/model/operation';
import { api } from '@/lib/routes';

/** Said while the server has not answered about what is on screen. */
export const checking = 'Checking…';

interface InputErrors {
  /** Sentences by field. */
  readonly errors: Readonly<Record<string, string>>;
  /** Why one cannot go on; undefined when the input is complete. */
  readonly problem: string | undefined;
}

/** What is wrong with what was filled in so far: the server has the schemas. */
export function useInputErrors({ kind, input }: PlannedStep, enabled = true): InputErrors {
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['input-errors', kind, input],
    queryFn: ({ signal }) =>
      postJson<Pick<InputErrors, 'errors'>>(
        api.inputs(),
        { kind, input },
        'Check what was filled in',
        signal,
      ),
    placeholderData: keepPreviousData,
    gcTime: 0,
    enabled,
  });
  const errors = data?.errors ?? {};
  const [first] = Object.values(errors);
  const pending = data === undefined || isPlaceholderData ? checking : undefined;
  return { errors, problem: error?.message ?? pending ?? first };
}
