import { isArmId } from '@/lib/arm/arm-id';

/** A plan is as long as one person can still oversee. */
const most = 100;

/** ARM ids of the virtual machines an address names, as lists and forms write them: with commas between. */
export function chosenMachines({ vm }: Readonly<Record<string, string | string[] | undefined>>): string[] {
  const text = Array.isArray(vm) ? vm.join(',') : (vm ?? '');
  return text.split(',').filter(isArmId).slice(0, most);
}
