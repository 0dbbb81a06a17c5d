import { nameOf } from '@/lib/arm/arm-id';
import { isVirtualMachine } from '@/lib/arm/resource-types';

/** `1 role assignment`, `9 identities`. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : many}`;
}

/** What some resources are called together: VMs when all are, else resources. */
export function hostNoun(types: readonly string[]): string {
  return types.length > 0 && types.every(isVirtualMachine) ? 'VM' : 'resource';
}

/** `virtual machine`, or the last word of another type: `Microsoft.Web/sites` is a `sites resource`. */
export function typeInWords(type: string): string {
  if (isVirtualMachine(type)) return 'virtual machine';
  return `${nameOf(type)} resource`;
}

/** UTC day of epoch seconds, `2026-02-11`; '' unknown. */
export function dayOf(createdS: number): string {
  return createdS < 0 ? '' : new Date(createdS * 1000).toISOString().slice(0, 10);
}

/** Parts that are there, with commas between. */
export function listed(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
