export const virtualMachineType = 'Microsoft.Compute/virtualMachines';
export const userAssignedIdentityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** Whether a resource type is `wanted`; Azure compares types without regard to case. Cheap: asked for each of 100,000 rows. */
export function isType(type: string, wanted: string): boolean {
  return type === wanted || (type.length === wanted.length && type.toLowerCase() === wanted.toLowerCase());
}

export function isVirtualMachine(type: string): boolean {
  return isType(type, virtualMachineType);
}

/** A resource type taken apart: `Microsoft.Network/virtualNetworks/subnets` has two types. Casing as given. */
export function typeParts(type: string): { readonly namespace: string; readonly types: readonly string[] } {
  const [namespace = '', ...types] = type.split('/');
  return { namespace, types };
}
