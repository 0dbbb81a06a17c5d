import type { Provider } from '../core/contract/provider.ts';
import { provider as authorization } from './authorization/provider.ts';
import { provider as compute } from './compute/provider.ts';
import { providers as hosts } from './hosts/provider.ts';
import { provider as insights } from './insights/provider.ts';
import { provider as keyVault } from './key-vault/provider.ts';
import { provider as managedIdentity } from './managed-identity/provider.ts';
import { provider as network } from './network/provider.ts';
import { providers as resources } from './resources/provider.ts';
import { provider as storage } from './storage/provider.ts';

/** Every resource provider of the emulated Azure. A new one is its folder here and its line in this list. */
export const providers: readonly Provider[] = [
  ...resources,
  authorization,
  compute,
  managedIdentity,
  network,
  keyVault,
  storage,
  insights,
  ...hosts,
];
