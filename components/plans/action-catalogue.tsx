'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { FormActions } from '@/lib/changes/offers/form-actions';
import type { ActionWords } from '@/lib/model/actions';

/** What the browser knows of the portal's actions: words and kinds. What they do stays on the server. */
export interface ActionCatalogue {
  readonly words: readonly ActionWords[];
  readonly forms: FormActions;
}

const Catalogue = createContext<ActionCatalogue | null>(null);

export function ActionCatalogueProvider({
  value,
  children,
}: {
  value: ActionCatalogue;
  children: ReactNode;
}) {
  return <Catalogue value={value}>{children}</Catalogue>;
}

export function useActions(): ActionCatalogue {
  const catalogue = useContext(Catalogue);
  if (catalogue === null) throw new Error('The page is not inside ActionCatalogueProvider.');
  return catalogue;
}
