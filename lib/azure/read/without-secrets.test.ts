import { expect, it } from 'vitest';
import { redact } from '@/lib/arm/redact';
import { withoutSecrets } from './without-secrets';

it('takes away what could be used to sign in, and leaves the rest', () => {
  const removed = '(removed)';
  expect(
    withoutSecrets({
      properties: {
        clientSecretUrl: 'https://control.example/?sig=abc',
        osProfile: { adminPassword: 'hunter2', customData: 'IyEvYmlu', disablePasswordAuthentication: true },
        primaryKey: 'abc',
        keys: [{ value: 'abc' }],
        protectedSettings: { commandToExecute: 'x' },
        connectionString: 'AccountKey=1',
        siteConfig: { appSettings: [{ name: 'a', sasToken: 'b' }] },
        enableRbacAuthorization: true,
        keyVaultUri: 'https://kv.example/',
        publicNetworkAccess: 'Enabled',
      },
      identity: { userAssignedIdentities: { '/subscriptions/x/id-secret-reader': { principalId: 'p' } } },
    }),
  ).toEqual({
    properties: {
      clientSecretUrl: removed,
      osProfile: { adminPassword: removed, customData: removed, disablePasswordAuthentication: true },
      primaryKey: removed,
      keys: removed,
      protectedSettings: removed,
      connectionString: removed,
      siteConfig: { appSettings: [{ name: 'a', sasToken: removed }] },
      enableRbacAuthorization: true,
      keyVaultUri: 'https://kv.example/',
      publicNetworkAccess: 'Enabled',
    },
    identity: { userAssignedIdentities: { '/subscriptions/x/id-secret-reader': { principalId: 'p' } } },
  });
});

it('removes tokens and signatures from messages', () => {
  const text = redact('GET https://a.example/x?t=1&sig=s3cret%2F failed for Bearer eyJhbGciOi.eyJvaWQi.c2ln');
  expect(text).toBe('GET https://a.example/x?t=1&sig=[removed] failed for Bearer [token]');
});
