import { isHidden } from '@/lib/audit/rule/coverage';
import type { Rule } from '@/lib/audit/rule/rule';
import { words } from './words';

/**
 * Regional isolation keeps an identity to resources of its own region; hosts attached before it was set stay on it
 * (learn.microsoft.com/entra/identity/managed-identities-azure-resources, isolation scope).
 */
export const isolationMismatch: Rule = {
  id: 'isolation-mismatch',
  severity: 'high',
  subject: 'identities',
  words,
  dependsOn: [],
  find(estate) {
    const identities: number[] = [];
    const hosts = new Set<number>();
    let unknown = false;
    const hostsHidden = isHidden(estate, 'hosts');
    for (const row of estate.identities.live()) {
      if (estate.identities.text('isolationScope', row).toLowerCase() !== 'regional') continue;
      // A resource where the caller may not look could carry it, in any region.
      unknown ||= hostsHidden;
      const region = regionOf(estate.identities.text('location', row));
      let found = false;
      for (const host of estate.hostsOf(row)) {
        const hostRegion = regionOf(estate.hosts.text('location', host));
        if (hostRegion === '' || region === '') unknown = true;
        else if (hostRegion !== region) {
          found = true;
          hosts.add(host);
        }
      }
      if (found) identities.push(row);
    }
    return { rows: { identities, hosts: [...hosts] }, unknown };
  },
};

/** Azure writes `West Europe` and `westeurope` for the same region. */
function regionOf(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}
