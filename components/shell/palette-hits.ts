'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { fetchJson } from '@/lib/browser/portal-fault';
import { hostArmId, identityArmId } from '@/lib/browser/table/arm-ids';
import { textAt } from '@/lib/browser/table/cells';
import { resourceTypeName } from '@/lib/browser/table/shared-columns';
import type { ClientTable } from '@/lib/model/client-table';
import { api, routes } from '@/lib/routes';

export interface PaletteHit {
  name: string;
  armId: string;
  href: string;
  /** system, user, missing; for a resource what it is, e.g. virtual machine. */
  kind: string;
  isIdentity: boolean;
  where: string;
}

/** As many as fit without scrolling past what was meant. */
const maxGroupLength = 8;

interface GuidHits {
  hosts: number[];
  identities: number[];
}

/** Rows whose GUIDs contain the text: those are not in the browser, so the portal is asked. */
export function useGuidHits(text: string): GuidHits {
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const { data } = useQuery({
    queryKey: ['guid-search', wanted],
    queryFn: ({ signal }) => fetchJson<GuidHits>(api.search(wanted), 'Search ids', signal),
    enabled: /^[0-9a-f-]{4,36}$/.test(wanted),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return data && /^[0-9a-f-]{4,36}$/.test(wanted) ? data : { hosts: [], identities: [] };
}

/** The first rows of a table whose name contains the text, names that start with it first, then the rows given. */
export function findByName(
  table: ClientTable<'hosts'> | ClientTable<'identities'> | undefined,
  wanted: string,
  alsoRows: readonly number[],
): PaletteHit[] {
  if (!table || wanted === '') return [];
  const starting: number[] = [];
  const containing: number[] = [];
  for (let row = 0; row < table.rows && starting.length < maxGroupLength; row++) {
    if (table.dead[row] === 1) continue;
    const at = textAt(table, 'name', row).toLowerCase().indexOf(wanted);
    if (at === 0) starting.push(row);
    else if (at > 0 && containing.length < maxGroupLength) containing.push(row);
  }
  const rows = [...new Set([...starting, ...containing, ...alsoRows])].slice(0, maxGroupLength);
  return rows.map((row) => {
    const isIdentity = table.table === 'identities';
    const armId = isIdentity ? identityArmId(table, row) : hostArmId(table, row);
    return {
      name: textAt(table, 'name', row),
      armId,
      href: isIdentity ? routes.identity(armId) : routes.host(armId),
      kind: isIdentity ? textAt(table, 'kind', row) : resourceTypeName(textAt(table, 'type', row)),
      isIdentity,
      where: textAt(table, 'resourceGroup', row),
    };
  });
}
