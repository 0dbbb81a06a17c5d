import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchJson, PortalFault } from './portal-fault';
import { retryDelayMs } from './retry-delay';

/** Everything under this key is asked again when the estate's version moves. */
export const detailKey = ['detail'] as const;

/**
 * A detail from one of the portal's own read endpoints.
 * `during` is what a person reads when it fails, e.g. `Read the identity`.
 */
export function detailQuery<Detail>(url: string, during: string) {
  return queryOptions({
    queryKey: [...detailKey, url],
    queryFn: ({ signal }) => fetchJson<Detail>(url, during, signal),
    placeholderData: keepPreviousData,
    // 404 is tried again too: something just made elsewhere appears without a reload.
    refetchInterval: ({ state: { error } }) => (error instanceof PortalFault ? retryDelayMs(error) : false),
  });
}
