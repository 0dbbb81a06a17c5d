import { z } from 'zod';
import type { ArmResource } from '../../../core/contract/entities.ts';
import type { Answer, Context } from '../../../core/contract/provider.ts';
import { isRecord } from '../../../core/contract/record.ts';
import { pathResourceId, requireResource } from '../../../core/tracked/not-found.ts';
import { parseBody, withoutNulls } from '../../../core/tracked/tracked-resource.ts';
import { applyIdentityChange, identitySchema, planIdentityChange } from './identity-change.ts';
import { checkPrecondition } from './precondition.ts';
import { storedProperties } from './stored-properties.ts';
import { vmToWire, vmType } from './vm-wire.ts';

/** Time an identity change takes here; Azure takes 7 to 9 seconds. */
export const updateMs = 1500;

const patchSchema = z.object({
  tags: z.record(z.string(), z.string()).nullish(),
  identity: identitySchema.nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

/** Ends the provisioning state an answer began, unless a later write or a deletion has taken over. */
export function endProvisioning(context: Context, id: string, etag: number): void {
  const { world, clock } = context;
  const vm = world.resources.get(id);
  if (vm?.etag !== etag) return;
  const { pendingIdentities: _pending, ...hidden } = vm.hidden ?? {};
  world.resources.put({
    ...vm,
    hidden,
    properties: { ...vm.properties, provisioningState: 'Succeeded' },
    changedTime: clock.now(),
  });
}

export function startVmOperation(
  context: Context,
  vm: ArmResource,
  durationMs: number,
  complete: () => void,
  result?: () => Answer,
) {
  return context.startOperation({
    provider: 'Microsoft.Compute',
    location: vm.location,
    subscriptionId: vm.subscriptionId,
    durationMs,
    complete,
    ...(result ? { result } : {}),
  });
}

/** Objects merge, everything else is replaced; null removes. */
function mergeProperties(
  before: Readonly<Record<string, unknown>>,
  patch: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    const old = before[key];
    merged[key] = isRecord(value) && isRecord(old) ? mergeProperties(old, value) : value;
  }
  return withoutNulls(merged);
}

/**
 * PATCH of a VM: tags, identity, properties. Azure answers 200 at once with provisioningState Updating and an
 * Azure-AsyncOperation; the identity itself is set by Azure Resource Manager before the compute provider works.
 */
export function updateVm(context: Context): Answer {
  const { world, clock } = context;
  const vm = requireResource(context, vmType);
  checkPrecondition(context, vm.name, vm);
  const body = parseBody(patchSchema, context.body);
  const id = pathResourceId(context, vmType);
  const change = body.identity
    ? planIdentityChange(context, { id, identity: vm.identity }, body.identity, 'merge', `${vmType}/write`)
    : undefined;
  const { identity: _before, ...rest } = vm;
  const identity = change ? applyIdentityChange(context, vm, change) : vm.identity;
  const merged = body.properties ? mergeProperties(vm.properties, body.properties) : vm.properties;
  const updated = world.resources.put({
    ...rest,
    ...(identity ? { identity } : {}),
    tags: body.tags ?? vm.tags,
    properties: { ...storedProperties(merged), provisioningState: 'Updating' },
    hidden: { ...vm.hidden, pendingIdentities: change?.pendingIds ?? [] },
    etag: vm.etag + 1,
    changedTime: clock.now(),
  });
  const { headers } = startVmOperation(context, updated, updateMs, () =>
    endProvisioning(context, updated.id, updated.etag),
  );
  return {
    status: 200,
    body: vmToWire(updated, 'none'),
    headers: { ...headers.asyncOperation, etag: `"${updated.etag}"` },
  };
}
