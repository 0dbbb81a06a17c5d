'use client';

import { useSearchParams } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { Button } from '@/components/ui/button';
import type { FederationFormProps } from '@/components/wizards/federation-form';

// Fetched when somebody opens it.
const FederationForm = lazy(async () => {
  const [{ FederationForm: Form }, { Queries }] = await Promise.all([
    import('@/components/wizards/federation-form'),
    import('@/components/live/queries'),
  ]);
  return {
    default: (props: FederationFormProps) => (
      <Queries>
        <Form {...props} />
      </Queries>
    ),
  };
});

/** What the form begins with; the address keeps it while it is open. */
const initial = { workload: 'github', namespace: 'default', environment: 'production' };

/** Opens the form for a federated credential. */
export function AddFederation(props: FederationFormProps) {
  if (useSearchParams().has('workload')) {
    return (
      <Suspense>
        <FederationForm {...props} />
      </Suspense>
    );
  }
  const open = () => {
    const parameters = new URLSearchParams({
      ...initial,
      ...Object.fromEntries(new URLSearchParams(location.search)),
    });
    window.history.replaceState(null, '', `?${parameters}`);
  };
  return (
    <Button size="sm" onClick={open}>
      Add a federated credential
    </Button>
  );
}
