import { existsSync } from 'node:fs';
import type { Provider } from './core/provider.ts';

const folders = [
  'resources',
  'compute',
  'managed-identity',
  'authorization',
  'network',
  'key-vault',
  'hosts',
];

/** Every resource provider of the emulated Azure Resource Manager. */
export async function loadProviders(): Promise<Provider[]> {
  const providers: Provider[] = [];
  for (const folder of folders) {
    const file = new URL(`./providers/${folder}/provider.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const loaded: { provider: Provider } = await import(file.href);
    providers.push(loaded.provider);
  }
  return providers;
}
