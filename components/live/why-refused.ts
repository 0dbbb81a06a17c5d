import type { AzureFault } from '@/lib/arm/fault';
import { fetchFromPortal, PortalFault } from '@/lib/browser/portal-fault';

/** Asks for a stream to learn why it is refused; null when it is not, or when the portal is not there. */
export async function whyRefused(url: string): Promise<AzureFault | null> {
  try {
    const response = await fetchFromPortal(url, 'Follow changes');
    await response.body?.cancel();
    return null;
  } catch (error) {
    return error instanceof PortalFault && error.status > 0 ? error : null;
  }
}
