'use client';

import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/ui/button';

// Fetched when somebody opens it.
const FederationForm = lazy(async () => ({
  default: (await import('@/components/wizards/federation-form')).FederationForm,
}));

/** Opens the form for a federated credential. */
export function AddFederation(props: { identityId: string; identityName: string }) {
  const [open, setOpen] = useState(false);
  if (open) {
    return (
      <Suspense>
        <FederationForm {...props} onClose={() => setOpen(false)} />
      </Suspense>
    );
  }
  return (
    <Button size="sm" onClick={() => setOpen(true)}>
      Add a federated credential
    </Button>
  );
}
