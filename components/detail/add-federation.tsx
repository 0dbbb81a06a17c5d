'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

// Fetched when somebody opens it.
const FederationForm = dynamic(
  () => import('@/components/wizards/federation-form').then((module) => module.FederationForm),
  { ssr: false },
);

/** Opens the form for a federated credential. */
export function AddFederation(props: { identityId: string; identityName: string }) {
  const [open, setOpen] = useState(false);
  if (open) return <FederationForm {...props} onClose={() => setOpen(false)} />;
  return (
    <Button size="sm" onClick={() => setOpen(true)}>
      Add a federated credential
    </Button>
  );
}
