'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { newSshKeyPair } from '@/lib/browser/ssh-key-pair';
import { TextField } from './fields';

interface KeyPairFieldProps {
  /** The public key. */
  value: string;
  onChange: (publicKey: string) => void;
  /** The private key's file is named after it. */
  name: string;
  error?: string | undefined;
}

/** Of the last pair made in this document, the half that anybody can see: it is known also when the form is drawn anew. */
let lastSaved = { publicKey: '', fileName: '' };

/** Saves text as a file, and forgets it. */
function save(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-pem-file' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // Some browsers begin to read it only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * An SSH public key: of a pair made here, whose private half is saved as a file at once and kept nowhere else, or
 * pasted.
 */
export function KeyPairField({ value, onChange, name, error }: KeyPairFieldProps) {
  const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle');
  const fileName = `${name === '' ? 'vm' : name}.pem`;
  const make = async () => {
    setState('making');
    try {
      const { publicKey, privateKey } = await newSshKeyPair(name);
      save(privateKey, fileName);
      lastSaved = { publicKey, fileName };
      onChange(publicKey);
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  const said = {
    idle: 'The private key is made in this browser, saved as a file once, and never sent.',
    making: 'Making a key pair…',
    failed: 'This browser could not make a key pair. Paste a public key instead.',
  }[state];
  const isSaved = value !== '' && value === lastSaved.publicKey && state === 'idle';
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          disabledReason={state === 'making' ? 'A key pair is being made.' : undefined}
          onClick={() => void make()}
        >
          Generate key pair
        </Button>
        <span role="status" className="min-w-0 flex-1 text-ink-2 text-sm">
          {isSaved
            ? `The private key was saved as ${lastSaved.fileName}. Keep it: it can’t be saved again.`
            : said}
        </span>
      </div>
      <TextField
        label="SSH public key"
        value={value}
        onChange={onChange}
        mono
        placeholder="ssh-ed25519 AAAA…"
        error={error}
        hint="Or paste a public key of your own. Never paste a private one."
      />
    </div>
  );
}
