import type { ReactNode } from 'react';
import { Queries } from '@/components/live/queries';

export default function Layout({ children }: { children: ReactNode }) {
  return <Queries>{children}</Queries>;
}
