import type { Provider } from './core/provider.ts';
import { provider as authorization } from './providers/authorization/provider.ts';
import { provider as compute } from './providers/compute/provider.ts';
import { providers as hosts } from './providers/hosts/provider.ts';
import { provider as keyVault } from './providers/key-vault/provider.ts';
import { provider as managedIdentity } from './providers/managed-identity/provider.ts';
import { provider as network } from './providers/network/provider.ts';
import { providers as resources } from './providers/resources/provider.ts';

/** Every resource provider of the emulated Azure Resource Manager. */
export async function loadProviders(): Promise<Provider[]> {
  return [...resources, authorization, compute, managedIdentity, network, keyVault, ...hosts];
}
