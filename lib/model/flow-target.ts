import type { ProbeTarget } from './token-probe';

/** What a flow leads to: what a probe can be tried on, or a vault or storage account of which nothing is chosen yet. */
export type FlowTarget =
  | ProbeTarget
  | { readonly kind: 'vault'; readonly vaultId: string }
  | { readonly kind: 'account'; readonly accountId: string };
