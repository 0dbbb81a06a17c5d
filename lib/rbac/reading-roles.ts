/**
 * The roles Microsoft's documents name for what identities mostly do: read a secret, read blobs, read resources. Each is
 * the smallest built-in one for it.
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const readingRoles = {
  secret: { guid: '4633458b-17de-408a-b874-0445c86b69e6', name: 'Key Vault Secrets User' },
  container: { guid: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', name: 'Storage Blob Data Reader' },
  arm: { guid: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', name: 'Reader' },
} as const;
