import { PortalFault, portalGone, readFault } from './portal-fault';

/**
 * Asks the portal something that is too long for an address. `Answer` is trusted: it is written by this very build of the
 * portal. Rejects with a PortalFault, or with the signal's reason when aborted.
 */
export async function postJson<Answer>(
  url: string,
  body: unknown,
  during: string,
  signal?: AbortSignal,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw portalGone(during);
  }
  if (response.ok) return response.json();
  const refusal: unknown = await response.json().catch(() => null);
  throw new PortalFault(readFault(refusal, response, during));
}
