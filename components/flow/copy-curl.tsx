'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';

/** Copies the request for a token as a command line for a shell on the VM. */
export function CopyCurl({ command }: { command: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setSaid('Copied');
    } catch {
      setSaid('The browser refused to copy');
    }
  };
  return (
    <>
      <Button
        title={command}
        disabledReason={command === '' ? 'Choose a target first.' : undefined}
        onClick={() => void copy()}
      >
        Copy as curl
      </Button>
      <span role="status" className="self-center text-ink-2 text-sm">
        {said}
      </span>
    </>
  );
}
