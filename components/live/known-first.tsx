import 'server-only';
import { type ReactNode, Suspense } from 'react';
import { soon } from '@/lib/estate/snapshot/known-estate';

interface KnownFirstProps<Value> {
  value: Promise<Value>;
  /** Stands until the value is there. */
  waiting: ReactNode;
  children: (value: Value) => ReactNode;
}

/**
 * What the server knows is part of the page itself, and is read without any script; what it has to wait for is streamed
 * in while the rest of the page stands.
 */
export async function KnownFirst<Value>({ value, waiting, children }: KnownFirstProps<Value>) {
  const known = await soon(value);
  if (known !== null) return children(known.value);
  return (
    <Suspense fallback={waiting}>
      <Later value={value}>{children}</Later>
    </Suspense>
  );
}

async function Later<Value>({ value, children }: Omit<KnownFirstProps<Value>, 'waiting'>) {
  return children(await value);
}
