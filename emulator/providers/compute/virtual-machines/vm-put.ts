import type { ArmResource } from '../../../core/contract/entities.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Answer, Context } from '../../../core/contract/provider.ts';
import { locationRequired } from '../../../core/rules/arm-errors.ts';
import { pathResourceId, requireGroup } from '../../../core/tracked/not-found.ts';
import { parseBody, putEntity, trackedBodySchema } from '../../../core/tracked/tracked-resource.ts';
import { applyIdentityChange, identitySchema, planIdentityChange } from './identity-change.ts';
import { checkPrecondition } from './precondition.ts';
import { storedProperties } from './stored-properties.ts';
import { endProvisioning, startVmOperation, updateMs } from './vm-update.ts';
import { vmToWire, vmType } from './vm-wire.ts';

const createMs = 3000;
const putSchema = trackedBodySchema.extend({ identity: identitySchema.nullish() });

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcompute */
function checkName(name: string): void {
  if (/^[^\\/"'[\]:|<>+=;,?*@&_\s][^\\/"'[\]:|<>+=;,?*@&\s]{0,63}$/.test(name) && !/[.-]$/.test(name)) return;
  throw new ArmError(
    400,
    'InvalidParameter',
    `The name '${name}' of the virtual machine is not valid. It must be 1 to 64 characters long and cannot contain special characters \\/""[]:|<>+=;,?*@&, whitespace, or begin with '_' or end with '.' or '-'.`,
    { target: 'vmName' },
  );
}

function missing(parameter: string): ArmError {
  return new ArmError(400, 'InvalidParameter', `Required parameter '${parameter}' is missing (null).`, {
    target: parameter,
  });
}

/** A network interface that does not exist is refused; whether another VM uses it is not looked at. */
function checkNetworkInterfaces(
  context: Context,
  vmId: string,
  properties: Readonly<Record<string, unknown>>,
): void {
  const profile = properties.networkProfile;
  if (typeof profile !== 'object' || profile === null) throw missing('networkProfile');
  const interfaces =
    'networkInterfaces' in profile && Array.isArray(profile.networkInterfaces)
      ? profile.networkInterfaces
      : [];
  for (const entry of interfaces) {
    if (typeof entry !== 'object' || entry === null || !('id' in entry) || typeof entry.id !== 'string')
      continue;
    if (context.world.resources.get(entry.id)) continue;
    throw new ArmError(
      400,
      'InvalidResourceReference',
      `Resource ${entry.id} referenced by resource ${vmId} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
  }
}

/** The properties as Azure keeps them: computed parts stay those of the stored VM. */
function keptProperties(before: ArmResource | undefined, after: ArmResource): Record<string, unknown> {
  const { instanceView: _view, timeCreated: _created, ...properties } = after.properties;
  return {
    ...storedProperties(properties),
    ...(before?.properties.vmId ? { vmId: before.properties.vmId } : {}),
  };
}

/**
 * PUT of a VM. Without an identity block the stored identity stays (as repeated template deployments without one show);
 * with one, the dictionary replaces the stored one.
 */
export function putVm(context: Context): Answer {
  const { world } = context;
  requireGroup(context);
  const id = pathResourceId(context, vmType);
  const before = world.resources.get(id);
  const body = parseBody(putSchema, context.body);
  const whole = putEntity(context, vmType, body);
  // A PUT that states no properties leaves what it does not state: Microsoft's policies attach identities so.
  // https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Managed%20Identity/ManagedIdentity_VM_UAI_DeployIfNotExists.json
  const entity =
    before && !body.properties
      ? { ...whole, tags: body.tags ?? before.tags, properties: before.properties }
      : whole;
  checkPrecondition(context, entity.name, before);
  if (!before) {
    checkName(entity.name);
    if (!body.location) {
      throw locationRequired();
    }
    if (!entity.properties.hardwareProfile) throw missing('hardwareProfile');
    checkNetworkInterfaces(context, id, entity.properties);
  }
  const change = body.identity
    ? planIdentityChange(
        context,
        { id, identity: before?.identity },
        body.identity,
        'replace',
        `${vmType}/write`,
      )
    : undefined;
  const { identity: _before, ...rest } = entity;
  const identity = change
    ? applyIdentityChange(context, { id: entity.id, name: entity.name, identity: before?.identity }, change)
    : before?.identity;
  const stored = world.resources.put({
    ...rest,
    ...(identity ? { identity } : {}),
    properties: { ...keptProperties(before, entity), provisioningState: before ? 'Updating' : 'Creating' },
    hidden: { powerState: 'running', ...before?.hidden, pendingIdentities: change?.pendingIds ?? [] },
  });
  const { headers } = startVmOperation(context, stored, before ? updateMs : createMs, () =>
    endProvisioning(context, stored.id, stored.etag),
  );
  return {
    status: before ? 200 : 201,
    body: vmToWire(stored, 'none'),
    headers: { ...headers.asyncOperation, etag: `"${stored.etag}"` },
  };
}
