import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { providers } from '../providers/registry.ts';
import { loadCertificates } from './certificates.ts';
import { serverNames } from './proxy.ts';

const names = serverNames(providers.flatMap(({ dataPlanes = [] }) => dataPlanes));

it('are kept, and renewed when they lack a host that is served now', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'keyless-certificates-'));
  try {
    const older = await loadCertificates(directory, ['localhost']);
    const renewed = await loadCertificates(directory, names);
    expect(renewed.caPem).not.toBe(older.caPem);
    const server = new X509Certificate(renewed.serverCertificatePem);
    for (const host of ['localhost', 'management.azure.com', 'kv.vault.azure.net', 'kv.vault.localhost']) {
      expect(server.checkHost(host), host).toBeDefined();
    }
    expect(server.checkHost('example.com')).toBeUndefined();
    expect((await loadCertificates(directory, names)).serverCertificatePem).toBe(
      renewed.serverCertificatePem,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
