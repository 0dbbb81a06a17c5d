import { existsSync } from 'node:fs';
import type { Provider } from './core/provider.ts';
import { provider as authorization } from './providers/authorization/provider.ts';
import { providers as hosts } from './providers/hosts/provider.ts';
import { provider as keyVault } from './providers/key-vault/provider.ts';
import { provider as network } from './providers/network/provider.ts';
import { provider as resources } from './providers/resources/provider.ts';

/** Providers that are still being written: taken in as soon as their file is there. */
const coming = ['compute', 'managed-identity'];

/** Every resource provider of the emulated Azure Resource Manager. */
export async function loadProviders(): Promise<Provider[]> {
  const providers: Provider[] = [resources, authorization, network, keyVault, ...hosts];
  for (const folder of coming) {
    const file = new URL(`./providers/${folder}/provider.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const loaded: { provider: Provider } = await import(file.href);
    providers.push(loaded.provider);
  }
  return providers;
}
