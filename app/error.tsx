'use client';

import { lazy, Suspense } from 'react';

const ErrorContent = lazy(async () => ({
  default: (await import('@/components/shell/error-content')).ErrorContent,
}));

/** A fault of ours. What Azure refuses never comes here: that is a value, shown where it happened. */
export default function ErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Suspense>
      <ErrorContent {...props} />
    </Suspense>
  );
}
