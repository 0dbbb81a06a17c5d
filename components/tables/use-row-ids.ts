'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RowIds } from '@/lib/browser/table/arm-ids';
import { guidPart } from '@/lib/browser/table/guid-text';
import type { ClientTable } from '@/lib/model/client-table';
import type { TableName } from '@/lib/model/schema';

/** The GUID columns of a table, once it is complete and only where asked for; null until then. */
export function useRowIds(table: ClientTable | undefined, name: TableName, wanted: boolean): RowIds | null {
  const { data } = useQuery({
    // A row's ids never change; rows that are added bring new ones.
    queryKey: ['row-ids', name, table?.epoch ?? '', table?.rows ?? 0],
    queryFn: async ({ signal }) => (await import('@/lib/browser/table/row-ids')).fetchRowIds(name, signal),
    enabled: wanted && table?.complete === true,
    placeholderData: keepPreviousData,
  });
  return data ?? null;
}

const none: readonly number[] = [];
const pauseMs = 150;

/** Rows whose GUIDs contain the filter's text, asked of the server when typing pauses and the text can be a GUID's. */
export function useIdSearch(name: TableName, text: string, revision: number): readonly number[] {
  const part = guidPart(text);
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(part), pauseMs);
    return () => clearTimeout(timer);
  }, [part]);
  const { data } = useQuery({
    queryKey: ['id-search', name, settled, revision],
    queryFn: async ({ signal }) =>
      (await import('@/lib/browser/table/row-ids')).searchRowIds(name, settled ?? '', signal),
    enabled: settled !== null && settled === part,
    gcTime: 30_000,
  });
  return part !== null && part === settled ? (data ?? none) : none;
}
