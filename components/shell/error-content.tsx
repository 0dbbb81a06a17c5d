'use client';

import { Button } from '@/components/ui/button';
import { CopyId } from '@/components/ui/copy-id';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';

export function ErrorContent({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageHeader title="This page broke" />
      <EmptyState
        size="page"
        title="A fault in Keyless, not in Azure"
        action={
          <Button variant="primary" onClick={reset}>
            Show the page again
          </Button>
        }
      >
        <p>Nothing in Azure was changed by it. If it happens again, this is what to report:</p>
        <p>
          <CopyId value={error.message} label="error message" maxLength={80} />
        </p>
        {error.digest && (
          <p>
            <CopyId value={error.digest} label="error digest" />
          </p>
        )}
      </EmptyState>
    </>
  );
}
