import type { RequestLimit } from '../../../core/contract/provider.ts';

/**
 * Limits of the compute provider: capacity and refill a minute, for one VM and for a subscription.
 * https://learn.microsoft.com/azure/virtual-machines/compute-throttling-limits
 */
const limits = {
  PutVM: { vm: { capacity: 12, perMinute: 4 }, subscription: { capacity: 1500, perMinute: 500 } },
  UpdateVM: { vm: { capacity: 12, perMinute: 4 }, subscription: { capacity: 1500, perMinute: 500 } },
  DeleteVM: { vm: { capacity: 12, perMinute: 4 }, subscription: { capacity: 1500, perMinute: 500 } },
  LowCostGet: { vm: { capacity: 36, perMinute: 12 }, subscription: { capacity: 24_000, perMinute: 8000 } },
  HighCostGet: { vm: undefined, subscription: { capacity: 900, perMinute: 300 } },
} as const;

/** Subscription, the VM's id when one is named, and what is done to it. */
const vmPath =
  /^((\/subscriptions\/[^/]+)(?:\/resourcegroups\/[^/]+)?\/providers\/microsoft\.compute\/virtualmachines(?:\/([^/]+))?)(?:\/([^/]+))?$/i;

function kindOf(method: string, name: string | undefined, action: string): keyof typeof limits {
  if (method === 'GET' || method === 'HEAD') return name === undefined ? 'HighCostGet' : 'LowCostGet';
  if (method === 'PUT') return 'PutVM';
  return method === 'DELETE' || action === 'deallocate' ? 'DeleteVM' : 'UpdateVM';
}

/** What a request for virtual machines counts against. */
export function vmLimits(method: string, path: string): readonly RequestLimit[] {
  const match = vmPath.exec(path.toLowerCase());
  if (!match) return [];
  const [, id = '', subject = '', name, action = ''] = match;
  const kind = kindOf(method, name, action);
  const { vm, subscription } = limits[kind];
  return [
    { name: `Microsoft.Compute/${kind}SubscriptionMaximum`, subject, ...subscription },
    ...(vm && name !== undefined ? [{ name: `Microsoft.Compute/${kind}Resource`, subject: id, ...vm }] : []),
  ];
}
